import type { MeaningRule } from '../meaning.js';

/** Parts that several rules have. */
export const shapes = {
  /** What goes before a noun, or between it and its verb. */
  bridge: `(small-pronoun/finite/answer/subordinator | 'have'/modifier)*`,
  /** A statement that is introduced: `that [this call is`, `that this call [is`, `that there is a [fee`. */
  claim: `'that'? ([(?!wh|auxiliary subject) | subject/'a'/'an' (-nominative/conjunction/subordinator | 'as'){0,6} ([(?!subject|wh|auxiliary subject) | (?<=auxiliary/'to'/preposition/takesObject/predicate | nominative auxiliary -small) [(?!wh)))`,
  request: `('will'/'would' 'not'? [? 'you' | requesting 'not'? [? 'i'/'we'/'you')`,
  /** `this is from us and [is an attempt to`: a second predicate, whose verb has no subject behind it. */
  second: `(?<=(-opener (.)*) conjunction) finite [? article-'any'/'every'`,
  /** `the thing is [we`, `the catch is it is`: verb and pronoun do not agree, or another verb follows, so no question begins here. */
  unlike: `('is'/'was'/'does'/'has' [? 'we'/'you'/'they' | 'is'/'does'/'has' [? 'i' | 'is'/'was' [? 'it'/'that'/'he'/'she' [? finite)`,
  /** `we will do it [under the table`: the verb. */
  doing: `(?<='to'/'will'/'would'/'can'/'could'/'should'/'must'/'us') 'do' [? 'it'/'this'/'that'`,
  /** The beginning of a question that is answered with yes or no. */
  yesNo: `(?<!pronoun/wh/'please') (?<!pronoun opener) (?!<request>|<second>|<unlike>|<doing>) (finite 'not'? [? pronoun | 'does'/'did' 'not'? [? subject/article/openEnded/'another'
    | (?<=^|opener/thanks) finite 'not'? [? subject/article)`,

  going: `('will' | 'am'/'are' 'going' 'to' | 'going' 'to' | 'need'/'have'/'want' 'to' | 'might'/'may')`,
  planning: `('i'/'we'/'they'/'he'/'she'/person) <going>`,

  elliptic: `-subject/article [? (?=subject/article)`,
  telling: `-small/opener`,
  /** A condition up to its verb. */
  condition: `(pronoun/'that' [? . | <elliptic>
    | (?!pronoun/'that'|<elliptic>) (?: (-auxiliary [?)*? auxiliary | (?!(. [?)* auxiliary) (. [?)*? <telling> [? (. [?)*? <telling>))`,
  /** The beginning of what follows from it. */
  main: `('then'/'please' | (?<!subordinator/auxiliary/reporting-'that' [?) (?<!(?<!'do'/'did'/'doing'/'at'/'like') 'that' [?)
    (nominative | pronoun [? finite/predicate/takesObject | subject/article [? . ([? -subject/subordinator | 'today'){0,3} [? finite/predicate))`,
  fact: `-small/opener/takesObject/reporting/modifier (small/modifier-takesObject/reporting)*`,
  wholeCondition: `(pronoun/'that' -reporting* <fact> | -subject/article/reporting (?=subject/article) -reporting* <fact>
    | -reporting* auxiliary -reporting* <fact> | -reporting/auxiliary* -small/opener/reporting/auxiliary -reporting/auxiliary* <fact>)`,

  /** Words that a clause may still follow as what is said, known, true or wished. */
  verb: `-small/opener/reporting/truth/untrue/doubt/noDoubt/polite/hoping/wanting/imagining/supposing/subordinator/conjunction/content`,
  /** A subject and its verb, in a clause that depends on no other word than one that reports. */
  clause: `(?<!supposing/imagining/habit/wanting/hoping/nextTime/someday/subordinator/'once'-'that') (pronoun (small-pronoun/'to'/conjunction/subordinator | negation | frequency)* (?<!'like') <verb>
    | article-pronoun -nominative/finite/conjunction/subordinator/reporting{1,3} finite (small-pronoun/'to'/conjunction/subordinator | negation)* <verb>)`,
  /** A report that already has what was said. */
  toldIt: `(reporting-knowing/'hear'/'heard' listener? ('about'/'of' (article/demonstrative/'it' . | 'it'/'this'/'that'/listener) | 'it' (?!finite | [-subject/'a'/'an') | 'hello'/'hi' | 'that'/'this' (?=ago/'already'/'before'/'again'))
    | 'know'/'heard'/'hear' 'about'/'of' . | wh pronoun finite? reporting (?!'to'/listener)) (. <rest>)?`,
  /** The last word of what is over: no object, clause or noun has to follow. */
  rest: `(-reporting/conjunction/subordinator/supposing/polite/truth/untrue/doubt/hoping/wanting/content* (?<!reporting/conjunction/subordinator/supposing/finite/negation/takesObject/article/preposition/'be'/'been'/'being'/'the'/'a'/'an' | polite/truth/untrue/content))`,
  /** A clause that begins with a subject of its own, and has its verb before the match or in it. */
  anew: `((?![[) [ (nominative | 'if'/'unless'/'when'/greeting-'good'/'has'/'have' | 'you'/'it'/'there' -article/'a'/'an' | requesting/'will'/'would' 'you'/'i'/'we' | -finite/conjunction/subordinator/negation/pronoun (.)*? finite/predicate)
    | (pronoun/'this'/'these'/'those' slight? finite/predicate/takesObject | 'it'/'this' (?='a'/'an'/'the')) -nominative/conjunction/subordinator{0,6} [
    | subject/'a'/'an' -nominative/finite/conjunction/subordinator/'to'{0,3} ([ (.)* finite/predicate | finite/predicate -nominative/conjunction/subordinator{0,6} [)
    | requesting/'will'/'would' 'you'/'i'/'we' -nominative/conjunction/subordinator{0,6} [)`,
} as const;

/**
 * How far what denies, reports or supposes reaches: `they told me you moved [this call is recorded]`, but not
 * `they told me that [this call is recorded]`.
 */
export const clauseOver = `^ ~? (.)* (<clause> <rest> | <toldIt>) (?=<anew>)`;

/** `did you get it`, `does your wife know`, but not `we did it` or `will have you`, nor `has your file`: that may be a predicate. */
export const newQuestion = `(?<!auxiliary/negation/besides | (?<!preposition) pronoun) [ (finite pronoun/somebody | finite-possessor/'has'/'have'/'had'/'is'/'was' possessive/demonstrative/article -small | 'is'/'was' demonstrative)`;

/** In this order. */
export const rules: readonly MeaningRule[] = [
  {
    name: 'act of another',
    means: 'other',
    when: `pronoun [[ | (?<=(^|~|possessive/pronoun-firstPerson) -possessive/pronoun*) (?<!obliging 'us'/'me') 'to'/finite [[`,
    example: 'you [(we) record this call]',
    counter: 'now [(we) record this call]',
  },
  {
    name: 'proposal or order',
    means: 'other',
    when: `('please' | 'let' listener | inviting 'and'/'to'?) slight* [[`,
    example: 'please [(we) record this call]',
    counter: 'please note [we record this call]',
  },
  {
    name: 'another by name',
    means: 'other',
    when: `('your'/'his'/'her'/'their'/'another'/person | 'my' (?!firm)) <telling>{0,2} [[
      | 'some'/'other'/'many'/'most' <telling>{1,2} [[
      | 'your'/'his'/'her'/'their'/'another' [firm slight* finite/recording
      | ('your'/'another'/'other'/'old'/'previous'/'new'/'some'/'many'/'most'/'that' <telling>{0,2} rival | 'some'/'other'/'most' person) (finite/slight/frequency* ([takesObject | takesObject 'you'? <bridge> <telling>? [(?!subject)) | finite/frequency <telling>{0,2} [(?!subject/wh/auxiliary) | [(?!subject) (.)* finite)
      | 'him'/'them' article/'a'/'an'? [(?!subject/auxiliary) | 'some'/'other' <telling>{1,2} takesObject <bridge> [(?!subject)
      | person/'other' [firm | 'they'/'he'/'she' slight/frequency? [(?!auxiliary) -'you'/'your'* ]
      | 'my'/'his'/'her'/'their' 'own' <telling>{0,2} finite{0,2} slight* takesObject? <bridge> [(?!subject)
      | possessive-'our' person [finite
      | (possessive-'our' person | 'the' 'other' person | 'the'/'our' 'competition'/'competitors'/'competitor') (small-pronoun/frequency* takesObject 'you'? <bridge> <telling>? | finite)? [(?!subject)
      | 'other' firm finite? slight* [
      | 'the'/'a' rival ('down'/'across'/'around'/'up' 'the' . | ('that' | 'which')? 'you' finite? -nominative{0,2} 'to'/'with'/'from') (small-pronoun/frequency){0,2} (finite/takesObject 'you'? <bridge> <telling>? [(?!subject/wh/auxiliary) | [takesObject)
      | person 'before' 'you'/'me' finite? takesObject? <bridge> <telling>? [(?!subject/wh/auxiliary)
      | [ (.)* ] .{0,4} (?<by>opposite) 'us'/'ours'/'me'
      | 'he'/'she'/'they'/person 'have'/'had'? ([dealt | dealt listener? <bridge> [(?!subject))`,
    example: 'your bank [(we) records this call]',
    counter: 'our bank [(we) records this call]',
  },
  {
    name: 'as they said',
    means: 'stated',
    when: `'as'/'like'/'whatever' -conjunction{0,4} reporting ('to'? listener)? <claim>`,
    example: 'as they may have told you [this call is recorded]',
    counter: 'they told you [this call is recorded]',
  },
  {
    name: 'no doubt',
    means: 'stated',
    when: `(noDoubt | negation/scarce -pronoun{0,2} (doubt-'nor deny' | untrue)) <claim>`,
    example: 'no doubt [this call is recorded]',
    counter: 'i doubt that [this call is recorded]',
  },
  {
    name: 'untrue',
    means: 'denied',
    when: `[ (.)* (?<by>untrue) 'that' | (doubt | untrue (?='that' | [? demonstrative) | untrue 'to' .) <claim> | 'to' reporting listener? <claim> (.)* ] ('is'/'was' | 'would'/'will' 'be') article? (?<by>untrue/wrongful)`,
    example: 'it is false that [this call is recorded]',
    counter: 'it is not false that [this call is recorded]',
  },
  {
    name: 'you may not know',
    means: 'stated',
    when: `('you' finite? negation/scarce 'be'? small? knowing | 'may'/'might' negation 'have' reporting
      | negation 'think'/'believe'/'sure'/'remember'/'recall'/'know' supposing? 'i'/'we' finite? 'mentioned'/'told'/'said'
      | 'if'/'in case' ('nobody' | openEnded/'they'/person finite? negation?) 'told'/'tell'/'mentioned'/'mention'
      | negation 'forget' 'to' reporting) listener? <claim>
      | 'if' 'i'/'we' 'may' 'add'/'say'? 'that'? ([subject | subject -nominative/conjunction/subordinator{0,4} [(?!subject/wh/auxiliary))`,
    example: 'you may not know that [this call is recorded]',
    counter: 'i do not know that [this call is recorded]',
  },
  {
    name: 'undone',
    means: 'denied',
    when: `(?<!negation/scarce .{0,3}) (undoing-'avoid' | (?<!(?<=^|opener) 'to') ((?<!'must'/'have'/'need'/'should' -wh{0,12} 'to') 'avoid' | 'avoid' (?![? article))) listener? <bridge> <telling>? [ | [ (.)* ] -finite/conjunction/supposing/nominative{0,4} finite (small-pronoun/supposing){0,2} (?<by>undoing) | [ (.)* ] <telling>? (?<by>expired) | [ (.)* ] finite slight? (?<by>ended)`,
    example: 'we waived the [cancellation fee of 50 dollars]',
    counter: 'we cannot waive the [cancellation fee of 50 dollars]',
  },
  {
    name: 'taken back',
    means: 'denied',
    when: `[ (.)* ] (opener-'but' | 'wait'/'sorry'){0,3} 'no'/'wait'/'actually' opener{0,2} 'it'/'that'/'this'/'we' finite? (?<by>opposite)
      | [ (.)* ] -finite/conjunction/nominative{0,6} (opener/'wait'/'sorry'/'actually'){0,3} (demonstrative/'it'/'which' finite? | finite) slight? (opposite (?<by>truth) | article-firstPerson? (?<by>untrue/fraud-'impossible')) | [ (.)* ] -finite/conjunction/nominative{0,6} (opener/'wait'/'sorry'/'actually'){0,3} ((?<by>scratch) | demonstrative/'it'/'which' (?<by>ended) 'applies')
      | [ (.)* ] (-finite/nominative){0,8} finite? (?<by>opposite) 'apply' 'to' demonstrative/listener/'yours'/'your'`,
    example: '[this call is recorded] no wait it is not',
    counter: '[this call is recorded] but it is not monitored',
  },
  {
    name: 'reported behind',
    means: 'reported',
    when: `[ (.)* ] -finite/nominative/conjunction/subordinator{0,5} 'or'? 'so'? (('he'/'she'/'they'/somebody/person finite? | 'i'/'we'/'you' ('am'/'was'/'were' | finite 'been')) (?<by>quoting) ('to'? listener)? | 'i'/'we' 'have'? (?<by>quoting-'say'/'said'/'told') | (?<by>reputedly)) ago? (?=$|conjunction)
      | [ (.)* ] -finite/nominative/conjunction/subordinator{0,5} (demonstrative finite? | 'is'/'was') 'what' ('he'/'she'/'they'/'you'/somebody/person finite? | 'i'/'we' ('am'/'was'/'were' | finite 'been')) 'all'? (?<by>quoting)`,
    example: '[this call is recorded] she said',
    counter: '[this call is recorded] she said you moved',
  },
  {
    name: 'denied report',
    means: 'denied',
    when: `(negation/scarce -'please'/supposing{0,3} (reporting listener? | truth (?='that' | [? demonstrative)) | 'not' (?='that') | 'is'/'was' 'not' 'like'? (?='that' | [subject) | negation small{0,2} 'look'/'seem'/'appear'/'sound' 'like'?
      | wrongful ('for' .)? 'to' reporting listener?) <claim>
      | negation/scarce -'please'/supposing{0,3} reporting listener? wh -conjunction/nominative{0,3} [(?!subject|wh|auxiliary subject)
      | negation small? needed 'for'? listener? 'to' <telling>? <bridge> [(?!subject)`,
    example: 'i did not say that [this call is recorded]',
    counter: 'i say that [this call is recorded]',
  },
  {
    name: 'negation',
    means: 'denied',
    when: `(negation-'no' | scarce | 'no' (?!(.)? [greeting) (?!(.){3})) (small-pronoun/supposing/answer/greeting)* [(?!subject/wh/auxiliary) | 'nor' ([pronoun | pronoun small-pronoun{0,2} [(?!subject/wh))`,
    example: 'there is not a [cancellation fee]',
    counter: 'no [this call is recorded]',
  },
  {
    name: 'negated verb',
    means: 'denied',
    when: `(negation/scarce) (small-nominative/supposing/answer | 'anyone'/'anybody'/'able'/'willing')* (takesObject | knowing/'worry' 'of'/'about' | 'such' 'thing' 'as') 'you'/'it'? (small-pronoun/supposing/answer)* <telling>? [(?!subject/wh/auxiliary/'otherwise') | (?<!negation/scarce .{0,3}) failing 'to' [`,
    example: 'you do not pay a [cancellation fee]',
    counter: 'if you do not cancel in time you pay a [cancellation fee]',
  },
  {
    name: 'negated predicate',
    means: 'denied',
    when: `(negation-'no' | scarce) ('here' | 'of'/'on'/'in'/'at'/'from' small? .)? [wh/auxiliary`,
    example: 'calls never [are recorded]',
    counter: 'no [are you there]',
  },
  {
    name: 'few',
    means: 'denied',
    when: `(scarce/'none' 'of'? (small-pronoun/demonstrative){0,2} <telling>{0,2} | 'no' <telling>{1,2} ('of' demonstrative/possessive <telling>?)?) [finite (?!subject)
      | scarce/'none' 'of'? [subject | 'no' 'part'/'portion'/'none' 'of' small* [ | negation-'no' ['all'/'every'/'each'/'any'
      | scarce/'no' <telling> takesObject/'is'/'are' <bridge> [(?!subject/wh/auxiliary)`,
    example: 'hardly any of [our calls are recorded]',
    counter: 'no [our calls are recorded]',
  },
  {
    name: 'own question',
    means: 'stated',
    when: `[wh | (?<!auxiliary/'to') [(greeting-'good'/'has'/'have' | 'good' 'morning'/'afternoon'/'evening'/'day' | auxiliary subject)`,
    example: 'if you like [what is your name]',
    counter: 'if you [record this call]',
  },
  {
    name: 'later',
    means: 'later',
    when: `<planning> -nominative/conjunction{0,4} asking/mentioning -nominative{0,5} [ (.)* ] (.){0,4} (?<by>shortly)
      | shortly 'on'? [? 'i'/'we'/person [? <going> [? -nominative{0,3} [? asking/mentioning ((?<=[ (.)*) | -nominative/demonstrative{0,5} [(?!subject-possessive))
      | transferring 'you' .{0,2} 'to'/'through'/'onto' <bridge> [(?!subject) | subordinator/'once' nominative finite? transferring 'you' .{0,5} [
      | nextTime ('i'/'we' <going> [[ | [ 'i'/'we')
      | 'i'/'we' -nominative{0,2} 'check'/'look'/'checking'/'looking' 'for'/'into' <bridge> <telling>? [(?!subject/wh/auxiliary)
      | someday .{0,5} [ | [ (.)* ] .{0,3} (?<by>someday)`,
    example: 'i will ask you for [your name] in a minute',
    counter: 'i will need [your name]',
  },
  {
    name: 'long ago',
    means: 'past',
    when: `was/'did'/'had'/paid -nominative/conjunction{0,3} [(?! (.)* ('is'/'will')) (.)* ] (.){0,4} (?<by>ago) | [ (.)* was -finite* ] (.){0,4} (?<by>ago) | [ (.)* ] -finite/nominative/conjunction{0,2} was 'on'/'in'/'for'/'from'/'with'/'part' (.){0,3} (?<by>ago) | 'used' 'to' -nominative{0,3} <claim> | pronoun 'used' 'to' -nominative{0,5} [
      | (ago | 'back' 'in' .{1,3}) -conjunction/finite{0,3} ([ -finite{0,5} was/paid/'used'/'did' | was/paid/'did'/'had'/'used' -nominative/conjunction{0,3} [(?!subject))
      | [ (.)* 'used' 'to' 'be'
      | 'you' ('paid' -nominative/conjunction{0,3} | 'had' article/'a'/'an'? <telling>?) [(?!subject/wh/auxiliary) | 'had'/was -nominative/conjunction{0,3} [ (.)* ] .{0,1} (?<by>preceding)
      | [ (.)* was -finite* ] .{0,1} (?<by>preceding) | was -nominative/conjunction{0,3} [ (.)* ] .{0,3} (?<by>former)`,
    example: 'you were charged a [cancellation fee] last month',
    counter: 'you are charged a [cancellation fee]',
  },
  {
    name: 'polite request',
    means: 'stated',
    when: `finite 'you'/'it'/'that'/'this' small-supposing{0,2} (polite-'think' | 'think' (?='you' finite)) ('to'/'if'/'for'/'that'/'with'/'me'/'us' | 'i'/'you'/'we')* small-pronoun{0,2} ([asking | asking listener? 'for'? <bridge> <telling>{0,2} <bridge> [(?!subject-possessive))
      | 'if' 'i'/'we' ([requesting slight? asking | requesting slight? [asking | requesting slight? asking listener? 'to'? slight? [(?!subject/wh/auxiliary | (.)* finite))
      | 'if' [? 'you'/'it'/'that'/'this'/'now' [? finite [? small-negation? [? (?<=[ (.)*) polite`,
    example: 'is it all right if you could confirm [your name]',
    counter: 'is it all right if [this call is recorded]',
  },
  {
    name: 'said before',
    means: 'stated',
    when: `supposing 'i'/'we'/openEnded 'have'/'has'? small? telling/'mentioned' listener? <claim>`,
    example: 'i am not sure if i mentioned [this call is recorded]',
    counter: 'i am not sure if [this call is recorded]',
  },
  {
    name: 'condition',
    means: 'supposed',
    when: `supposing ('or' 'not' | (?!'or' 'not')) (?![? <condition> [? (. [?)*? <main>) (?![? 'you' [? (. [?)+? (?<!subordinator/auxiliary/reporting [?) 'you') ((?<=negation reporting listener? supposing) | (?!<wholeCondition> [)) -supposing/'but'* [`,
    example: 'if [this call is recorded]',
    counter: 'if you cancel [you will be charged]',
  },
  {
    name: 'not sure',
    means: 'supposed',
    when: `'think'/'believe'/'guess' <claim> (.)* ] .{0,8} (('have'/'need' 'to' | 'let' 'me') 'double'? (?<by>checking) | 'not' (?<by>sure))`,
    example: 'i think [this call is recorded] but i would have to check',
    counter: 'i think you should know [this call is recorded] let me check your file',
  },
  {
    name: 'wish',
    means: 'supposed',
    when: `imagining .{0,6} [ | (?<=^|opener) 'had' nominative/'you' .{0,3} [ | 'if' 'i' 'were' .{0,2} [ | (?<=^|opener) habit ([subject-possessive | subject/'there'-possessive -nominative{0,3} [(?!subject)) | wanting [subject (.)* 'to' | 'before' ([ 'i'/'we' | 'i'/'we' 'can'/'could'? [(?!subject)) | 'might'/'may' 'have' 'been' <bridge> <telling>? [(?!subject) | hoping (?!'you' [) ('i'/'we' finite reporting listener?)? <claim> | reporting listener/person 'when' <claim> | 'was'/'were' 'going' 'to' reporting listener? <claim> | (?<=^|opener/conjunction/reporting) 'maybe'/'perhaps' .{0,2} ([subject-possessive | subject-possessive/'i'/'we'/'you' -nominative{0,3} [(?!subject))`,
    example: 'i want [this call to be recorded]',
    counter: 'i want you to know [this call is recorded]',
  },
  {
    name: 'asked report',
    means: 'asked',
    when: `(?<!nominative) (?!<request>) finite subject/openEnded/person-'i' -conjunction/nominative/polite{0,5} (reporting-knowing ('to'? listener)? | truth (?='that')) <claim>
      | 'do'/'should'/'must' 'i'/'we' ('have'/'need' 'to')? reporting listener? <claim>
      | wh-'which' (finite | 'makes')? subject? reporting/hearing listener? <claim>
      | 'can'/'could'/'will'/'would' 'you' -conjunction{0,2} reporting-knowing listener? (?='that' | [? demonstrative) <claim>`,
    example: 'are you sure [this call is recorded]',
    counter: 'did i mention that [this call is recorded]',
  },
  {
    name: 'own duty',
    means: 'stated',
    when: `obliging/wanting/'make'/'makes'/'asks'/'asked'/'told'/'tells' 'me'/'us' (small | 'going')* reporting ('to'? listener)? <claim>
      | 'says'/'say'/'states' 'that'? 'i'/'we' ('have'/'need' 'to' | 'must'/'should') slight* ([reporting/'let' | reporting ('to'? listener)? <claim>)`,
    example: 'my manager wants me to tell you [this call is recorded]',
    counter: 'my manager wants to tell you [this call is recorded]',
  },
  {
    name: 'reported',
    means: 'reported',
    when: `('he'/'she'/'they'/somebody/person (. 'and')? ('that'? 'i'/'we'/'you' finite? <telling>)? -nominative/negation/conjunction/'you'/'please'{0,4} reporting ('to'? listener | article? person)? shortly?
      | (?<!'i'/'we'/'you') 'should'/'must'/'may'/'might' 'have' informing listener
      | 'was'/'were'/'been' -nominative/conjunction{0,3} (?<by>informing) ('to'? listener)? | 'i'/'we' 'have'? hearing 'somewhere'? (?!'that'/'it'/'this' untrue) | 'you' ('may'/'might'/'could' hearing | (finite/'just'/'keep'/'always'/'seem'/'to'){0,2} recounting listener?)) <claim>
      | ('you'/'he'/'she'/'they'/somebody/person finite? ('told'/'telling' listener 'about'/'of' | 'mentioned'/'mentions' | 'heard' 'about'/'of') | 'you' was 'told' 'about'/'of' | 'i'/'we' 'have'? 'heard' 'about'/'of') <bridge> <telling>? [(?!subject/wh/auxiliary)
      | advert ('in'/'on' 'the'/'a' .)? (saying <bridge> <telling>? [(?!subject/wh/auxiliary) | [saying)
      | source -nominative/conjunction/obliging/'to'{0,3} 'says'/'say'/'said'/'states' listener? <claim>
      | (somebody/person/firm .{0,3} 'will'/'would' | 'they'/'he'/'she' 'will') -nominative/negation{0,6} reporting listener? <claim>
      | (hearsay | 'according' 'to' -firstPerson{0,3} listener/person) <claim>`,
    example: 'they say [this call is recorded]',
    counter: 'i have to say [this call is recorded]',
  },
  {
    name: 'introduced',
    means: 'stated',
    when: `reporting listener? <claim>`,
    example: 'do you know that [this call is recorded]',
    counter: 'are you sure [this call is recorded]',
  },
  {
    name: 'open question',
    means: 'inverted',
    when: `auxiliary pronoun/demonstrative (small-pronoun | 'both'){0,2} [openEnded/polite | 'are'/'do' 'you' [-binding/subject`,
    example: 'are you [happy to continue]',
    counter: 'are you on a [recorded line]',
  },
  {
    name: 'question',
    means: 'asked',
    when: `<yesNo> ((?<=[.) (?!(.)* finite) | <telling>? <bridge> <telling>? 'you'/'it'? <bridge> [(?!subject | -finite{1,4} finite-possessor))
      | (?<=^|opener) 'would'/'did'/'does'/'was'/'were' [(?!subject)
      | (?<!pronoun/wh/'please'/demonstrative) 'is'/'was' 'not'? demonstrative article/'a'/'an'? <telling>? [(?!subject|auxiliary|(.)* finite)
      | (?<=^|opener) 'who' [(?!subject/auxiliary)
      | requesting [('we'/'i') (?!(.)* finite)
      | ('what'/'how' finite 'you' 'think'/'say'/'feel' 'of'/'about'/'to' | 'what' 'about') <bridge> <telling>? [(?!subject)
      | 'why'/'when'/'how' finite ([ 'i'/'we' | 'i'/'we' [)
      | (?<=^|opener/wh) 'do'/'does'/'did' [ 'you'/'we'/'they' 'have'
      | 'can'/'could'/'would'/'will' 'you' ('be' polite 'to'/'with')? coping 'with'? <bridge> <telling>? [(?!subject)
      | 'can'/'could'/'would'/'will' 'you' ([coping | 'be' polite 'to' ([ | -asking <bridge> <telling>? [(?!subject)))
      | 'what'/'which' [ -auxiliary/subject{0,3} 'did'/'are'/'were' 'you'/'they'/'he'/'she'`,
    example: 'is there a [cancellation fee]',
    counter: 'that is the [cancellation fee]',
  },
  {
    name: 'fronted auxiliary',
    means: 'inverted',
    when: `(?<!pronoun/'please') (?<!pronoun opener) (?!<second>) auxiliary 'not'? ([subject | subject <bridge> [(?!subject/wh/auxiliary))`,
    example: 'what is [your account number]',
    counter: 'yes it is [you are on a recorded line]',
  },
];
