/** The words of each tag, apart by spaces; the words of a sequence are joined by `_`. A word may have several tags. */
const words = {
  // What turns a statement into its opposite.
  negation: `
    not no never neither nor without cannot none nothing nobody refuse refuses refused decline declines declined
    hardly scarcely barely rarely seldom`,
  /** Denies as `no` does, but elsewhere these words mean something else. */
  scarce: `
    few very_few precious_few too_few only_a_few hardly_any scarcely_any barely_any hardly_ever almost_never almost_no
    almost_none next_to_no not_all not_every not_each not_any no_longer zero stopped quit ceased instead_of rather_than
    free_of no_one`,
  /** Of these, `few` does not deny. */
  several: `a_few quite_a_few the_few next_few last_few past_few`,
  /** Also as they are written, since that decides what is looked at again. */
  opposite: `not isn't isn’t aren't aren’t wasn't wasn’t don't don’t doesn't doesn’t won't won’t`,
  undoing: `
    waive waives waived waiving refund refunds refunded refunding forgive forgave forgiven reverse reversed reversing
    abolished scrapped eliminated dropped removed took_off taken_off got_rid_of did_away_with done_away_with credited_back
    credit_back take_off cover_your covers_your reimburse reimburses absorb avoid avoids avoided avoiding exempt_from forget_about`,
  /** What one does wrong to say: `it is illegal to tell you that`. */
  wrongful: `illegal unlawful wrong false dishonest misleading forbidden prohibited against_the_law against_the_rules against_policy a_lie`,
  failing: `forgot failed neglected unable no_way`,
  scratch: `scratch`,
  expired: `expired lapsed`,
  ended: `no_longer unavailable discontinued`,
  /** `it isn't necessary to give it`. */
  needed: `necessary required needed allowed supposed permitted`,
  untrue: `impossible misconception misunderstanding falsehood false untrue incorrect wrong lie myth rumor rumour nonsense`,
  /** Behind what they say that they are: `that is a scam`. */
  fraud: `scam hoax fraud a_lie`,
  /** Behind what one thinks, it says that one does not know: `but i would have to look`, `but i am not sure`. */
  checking: `check look`,
  sure: `sure certain positive`,
  doubt: `doubt doubts doubtful unlikely no_way deny denies nor_deny`,
  noDoubt: `no_doubt no_question without_a_doubt without_doubt no_wonder`,

  // Questions.
  wh: `what which how where when who whom whose why`,
  /** Behind a word that asks, it goes on asking: `how else can i help`. */
  besides: `else`,
  openEnded: `anything something anyone anybody someone somebody`,
  /** Who may say something: `something you should know` does not. */
  somebody: `anyone anybody someone somebody`,
  requesting: `can could may might shall should`,
  coping: `pay buy sign live handle manage accept afford consider`,

  // Conditions.
  supposing: `
    whether if unless suppose supposing pretend imagine let_say let_us_say let_assume let_us_assume let_suppose say_for_example
    say_for_instance hypothetically assuming provided_that providing_that in_the_event in_case as_long_as`,
  imagining: `imagine pretend`,
  /** Said first, it says what is usual, and not what is so now. */
  habit: `usually normally typically ordinarily most_of_the_time in_most_cases as_a_rule`,
  hoping: `hope hopes hoped hoping hopefully wish wishes wished wonder`,
  wanting: `want wants wanted like need needs prefer expect`,

  // What is said by somebody.
  reporting: `
    say says said saying sayin mean means meant think thought believe know known sure certain tell tells told telling tellin claim claimed claiming
    guarantee guaranteed promise promised confirm suggest suggested imply implied aware mention mentioned inform informed
    advise advised notify notified remind reminded explain explained assure assured understand understood thinks believes
    claims heard states stated understand realize realise remember assume assumes insist insists insisted swear
    swears swore reckon reckons guess guessing figure figures under_the_impression disclose discloses disclosed disclosing
    announce announces announced announcing reveal reveals revealed`,
  /** Of a passive voice: `you have been told`. */
  informing: `told misinformed misled informed advised notified assured made_aware promised reminded said stated mentioned explained
    disclosed announced revealed`,
  hearing: `hear heard read thought understood figured assumed`,
  recounting: `say claim think believe said told mentioned disclosed announced thought heard claimed saying understood assumed thinking
    under_the_impression`,
  hearsay: `
    supposedly allegedly apparently reportedly word_is word_has_it rumor_has_it rumour_has_it from_what_i_hear from_what_i_heard`,
  /** Behind what is said, these and who says so report it: `she said`. */
  quoting: `say says said saying told tell tells claim claims claimed mentioned disclosed heard hear`,
  reputedly: `supposedly allegedly apparently reportedly`,
  truth: `true correct right accurate the_case`,
  person: `
    people someone somebody everyone everybody anyone anybody colleague colleagues coworker agent rep representative
    advisor adviser supervisor manager lady guy man woman person friend brother sister mother father wife husband son
    daughter cousin uncle aunt nephew niece mom mum dad parents roommate boyfriend girlfriend neighbor neighbour customer customers caller callers client clients website letter article brochure
    competitor competitors collector collectors scammer scammers broker brokers lawyer attorney boss guy guys folks fellow clerk teller salesman saleswoman salesperson technician employee
    employees fella fellas gentleman gal dealer lender landlord realtor doctor doctors dentist vet nurse`,
  /** Say something without being somebody. */
  source: `law laws rules regulation regulations script scripts checklist email emails text flyer sign sticker`,

  advert: `ad ads advert adverts advertisement advertisements flyer flyers billboard poster mailer mailers brochure leaflet coupon
    commercial website news newspaper paper`,
  saying: `say says said saying show shows showed showing mention mentions mentioned has had list lists listed`,

  inviting: `go_ahead feel_free welcome free allowed`,

  // When.
  was: `was were`,
  paid: `paid charged billed owed got incurred`,
  ago: `
    yesterday ago earlier previously last_week last_time last_month last_year last_night last_monday last_tuesday
    last_wednesday last_thursday last_friday back_then back_when in_the_past at_one_time at_some_point`,
  former: `old previous former`,
  preceding: `before until`,
  shortly: `
    in_a_minute in_a_moment in_a_second in_a_sec in_a_bit in_a_few_minutes in_a_few_moments in_a_while
    in_a_little_while in_a_little_bit in_just_a_minute in_just_a_moment in_just_a_second in_just_a_bit later
    call_back calls_back tomorrow next_week next_time`,

  nextTime: `tomorrow next_time next_week next_month`,
  someday: `next_time someday sometime one_day some_day eventually down_the_road down_the_line in_the_future`,
  transferring: `transfer transferring put putting send sending move moving switch switching patch patching connect connecting`,

  mentioning: `tell explain discuss talk mention read go_over cover get_to come_to speak`,

  // Requests that are polite.
  polite: `
    think mind all_right alright okay ok fine good possible able willing happy kind comfortable any_chance a_problem problem
    trouble`,
  asking: `
    tell give confirm verify provide spell repeat state say share read get take ask have check telling giving confirming
    verifying providing spelling repeating stating saying sharing reading getting taking asking having checking`,

  knowing: `know known aware understand realize realise remember`,
  listener: `you me us him her them`,

  // Who does it.
  /** What obliges whoever speaks: `the law requires us to`. */
  obliging: `require requires required allow allows allowed oblige obliges obliged permit permits permitted`,
  recording: `record records recording monitor monitors monitoring tape tapes taping capture captures capturing`,
  /** Within a match; before it, it is passed over. */
  possessor: `'s`,
  frequency: `probably likely usually normally typically generally always often sometimes actually also still just`,
  rival: `credit_union place places shop store provider carrier bank insurer lender company employer landlord broker competitor competitors providers carriers banks
    insurers lenders companies dealers stores places gym hotel`,
  dealt: `quoted offered gave charged billed promised sold`,
  firm: `
    company bank firm office department team agency business center centre system systems`,
  subject: `
    i you he she it we they this that these those there the my our your their his her all any every each some today
    todays please`,
  pronoun: `i you he she it we they there`,
  nominative: `i he she we they`,
  demonstrative: `this that these those`,
  firstPerson: `i we our`,
  possessive: `my our your his her their`,
  article: `a an the any my your our his her their all every`,

  // What sentences are built of.
  auxiliary: `
    am is are was were be been being do does did has have had will would shall should can could may might must`,
  finite: `
    am is are was were do does did has have had will would shall should can could may might must 's 'd`,
  conjunction: `and but or`,
  opener: `and but or so okay ok well yes yeah no oh um uh hm mm ah now then please right also just sure`,
  answer: `okay ok yes yeah oh`,
  subordinator: `
    that which who whose when where while before after until till because since than as what how if whether unless`,
  takesObject: `
    promise promises guarantee quote quotes qualify qualifies sign enroll put
    seeing showing finding pay pays paid paying owe owes owed charge charged charges charging see sees seen hear heard get gets got receive received
    have has had need needs want wants find finds incur incurs incurred bill bills billed assess assessed collect collects offer offers offered give gives carry carries
    contain contains involve involves include includes mention mentioned ask asked about`,
  /** Stand before a noun, so that a match that begins with it says no more without them. */
  modifier: `early annual`,
  /** Verbs of one that is spoken of, and hardly ever nouns. */
  predicate: `
    starts begins comes gets carries costs works runs means renews applies includes requires stands sits goes takes pays
    apply qualify continues converts keeps needs belongs ranges varies totals equals expires lasts allows stays comes_to comes_out_to`,
  /** A clause says what it is: `the chance that`, `it looks like`. */
  content: `look looks looked seem seems seemed appear appears sound sounds feel feels
    chance chances fact idea possibility claim notion way reason case word sense assumption impression doubt odds hope`,
  /** A noun has to follow. */
  preposition: `as at by for from in into of on to with about than without like`,
  /** Begin an utterance of their own, so that a `no` before them is an answer. */
  greeting: `
    thank thanks have has please let welcome hello hi good goodbye bye press dial enter sure great`,
  thanks: `thank_you thanks_you`,

  /** Only hold others together: recognisers drop, add and swap them, and so do speakers. */
  binding: `
    a an the this that these those there i you he she it we they me him us them my your his her its our their
    am is are was were be been being do does did has have had having will would shall should can could may might must
    and or but so as at by for from in into of on to with about than then 's 'd dot to`,
  /** Say little by themselves, so that one more does not change what is said. */
  slight: `
    here done off onto up too very just also well any some all each every other same who whom whose which what when
    where how why if whether please now okay ok yes yeah oh um uh er hm mm ah like let lets today ever still really
    actually going get got want`,
} as const;

/** The words of each tag, apart by white space; the words of a sequence are joined by `_`. A word may have several tags. */
export const tags = { ...words, small: `${words.binding} ${words.slight}` };
