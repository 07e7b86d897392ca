const wordSet = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Turn what is said into its opposite; never passed over, never taken for another word, never supplied. */
export const negators = wordSet(`
  not no never neither nor without cannot none nothing nobody refuse refuses refused decline declines declined
  hardly scarcely barely`);

/** Ask, or suppose, what follows. */
export const suppositions = wordSet('whether if unless suppose supposing pretend imagine');

/** Verbs and the like by which one speaks about a statement, rather than making it: `i did not say that`. */
export const reportingWords = wordSet(`
  say says said saying mean means meant think thought believe know known sure certain tell told telling claim claimed
  guarantee guaranteed promise promised confirm suggest suggested imply implied aware`);

/** Of these, the ones that name a listener: `tell you that`. */
export const telling = wordSet('tell told telling promise promised guarantee guaranteed');
export const listeners = wordSet('you me us him her them');

/** Of these, the ones of what is so: to ask whether it is known is to say it. */
export const knowing = wordSet('know known aware');

/** Verbs by which one wants something to become so: `would you like this call to be recorded`. */
export const wants = wordSet('want wants wanted like need needs prefer expect');

/** Verbs by which one holds a statement for untrue. */
export const doubts = wordSet('doubt doubts');

/** Questions about these are put for their answer: `is there anything else`. */
export const openEnded = wordSet('anything something anyone anybody someone somebody');

/** Put before the subject, these make a question. */
export const auxiliaries = wordSet(`
  am is are was were be been being do does did has have had will would shall should can could may might must`);

/** Words that a statement begins with; what stands before one belongs to another statement. */
export const subjects = wordSet(`
  i you he she it we they this that these those there the my your our their his her all any every each some today
  todays please`);

/** Words that a noun follows which may be a subject. */
export const articles = wordSet('a an the any my your our his her their all every');

/** Answers, after which a new sentence begins. */
export const answers = wordSet('okay ok yes yeah oh');

/** Pronouns that a sentence of its own begins with. */
export const pronouns = wordSet('i you he she it we they there');

/** Auxiliaries that say when, and so make a whole sentence of subject and predicate. */
export const finiteAuxiliaries = wordSet(`
  am is are was were do does did has have had will would shall should can could may might must 's 'd`);

/** Words that open a sentence, or stand by themselves between two. */
export const openers = wordSet(
  'and but or so okay ok well yes yeah no oh um uh hm mm ah now then please right also just sure',
);

/** Words that a subordinate clause begins with. */
export const subordinators = wordSet(`
  that which who whose when where while before after until till because since than as what how if whether unless`);

/** Verbs behind which something they are about is to come: `if you pay` goes on, `if you cancel` may be over. */
export const objectTakers = wordSet(`
  pay paid paying owe owes owed charge charged charges charging see sees seen hear heard get gets got receive received
  have has need needs want wants find finds incur incurs incurred include includes mention mentioned ask asked about`);

/** Ask for what is not known, rather than whether something is so. */
export const whWords = wordSet('what which how where when who whom whose why');

/** Words that a question begins with, and verbs that stand before their negation: none stands before these. */
export const questionWords: ReadonlySet<string> = new Set([
  ...whWords,
  ...wordSet('am is are was were do does did has have had will would shall should can could may might must'),
]);

/** Words that begin an utterance of their own, so that a `no` before them is an answer. */
export const greetings = wordSet(`
  thank thanks have has please let welcome hello hi good goodbye bye press dial enter sure great`);

/** Words that only hold others together: recognisers drop, add and swap them, and so do speakers. */
export const bindingWords = wordSet(`
  a an the this that these those there i you he she it we they me him us them my your his her its our their
  am is are was were be been being do does did has have had having will would shall should can could may might must
  and or but so as at by for from in into of on to with about than then 's 'd dot to`);

/** Words that say little by themselves, so that one more does not change what is said. */
export const smallWords: ReadonlySet<string> = new Set([
  ...bindingWords,
  ...wordSet(`
  here done off onto up too very just also well any some all each every other same who whom whose which what when where
  how why if whether please now okay ok yes yeah oh um uh er hm mm ah like let lets today ever still really actually
  going get got want`),
]);
