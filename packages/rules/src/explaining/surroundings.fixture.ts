/** An example that a rule carries as said, and whether the rule asks for it or forbids it. */
export interface SaidExample {
  readonly text: string;
  readonly isDisclosure: boolean;
}

/**
 * What may stand beside a disclosure in a call: it leaves what was said as it is, or takes it back. Each line has to hold,
 * as language, for every example that it suits.
 */
export interface Surroundings {
  readonly suits: (example: SaidExample) => boolean;
  /** Whether what was said still counts. */
  readonly keep: boolean;
  /** Each is what stands before and what stands behind, with `_` for the example. */
  readonly lines: readonly string[];
}

const PRONOUN = /^(this|we|we're|we'll|we've|i|i'm|i'll|i've|it|it's|there|there's|you|you're|you'll)\b/i;
const NOUN =
  /^(this|the|our|your|these|all) .*\b(is|are|will|may|might|can|could|would|has|comes|costs|requires|applies)\b/i;
const ASKING =
  /\?|\b(can|could|may|would|will|are|do|is|what|who|when|which) (you|i|we|your|is|was|were|it|that|the)\b/i;
const SPANISH = /[áéíóúñ¿¡]|\b(usted|una|esta|este|para|que|le|es|las|los|nuestra|nuestro)\b/i;
/** Has clauses besides the main one, or words that make it hard to say what a denial denies. */
const COMPOUND =
  /[,.;:] |\b(and|or|but|so|because|unless|if|when|whenever|while|until|in case|since|know|tell|say|saying|assure|have my word|wait|no|cannot|can't|just|this this|in may|as is|call it's|ma'am|gonna|you have$|non refundable)\b/i;

const isEnglish = ({ text }: SaidExample) => !SPANISH.test(text);
/** A statement that begins with its subject. */
const isStatement = (example: SaidExample) =>
  isEnglish(example) && (PRONOUN.test(example.text) || NOUN.test(example.text)) && !ASKING.test(example.text);
const isDue = (example: SaidExample) => isStatement(example) && example.isDisclosure;
const isOwn = (example: SaidExample) => isDue(example) && /^(i|we)\b/i.test(example.text);
const isSimple = (example: SaidExample) =>
  isStatement(example) && !COMPOUND.test(example.text) && example.text.split(' ').length < 9;

const lines = (text: string): string[] => text.trim().split(/\s*\n\s*/);

export const surroundings: readonly Surroundings[] = [
  {
    suits: isEnglish,
    keep: true,
    lines: lines(`
      good morning and thanks for waiting _
      hello mister baker _
      okay so um _
      all right then _
      just so you know _
      before we go on _
      like i said _
      as a reminder _
      one more thing _
      perfect _
      yes absolutely _
      sorry about the wait _
      i am doing well thanks for asking _`),
  },
  {
    suits: isEnglish,
    keep: true,
    lines: lines(`
      _ okay
      _ all right
      _ is that all right with you
      _ does that make sense
      _ do you understand
      _ how may i help you today
      _ what can i do for you today
      _ did you get a chance to talk with your wife
      _ did that money order go out
      _ do you have a pen handy
      _ have you had any trouble with the website
      _ has anybody called you about it
      _ are you still there
      _ were you able to get online
      _ can you hold on for me
      _ could you spell your street for me
      _ would you like me to repeat that
      _ was there anything you wanted to ask
      _ so how are you doing today
      _ mister baker
      _ thanks for your patience
      _ let me pull up your file
      _ i am looking at your file now
      _ my computer is slow this morning
      _ they told me you moved`),
  },
  {
    suits: isDue,
    keep: true,
    lines: lines(`
      i have to tell you that _
      i have to let you know _
      federal law requires me to say that _
      the law requires me to tell you _
      by law i must inform you that _
      i am required to tell you that _
      we are required by law to say that _
      i just want you to know that _
      i should mention that _
      let me remind you that _
      please be aware that _
      you should know that _
      i do not know if you know this but _
      i will be honest with you _
      perfect i have your file here _
      no problem at all _`),
  },
  {
    suits: isOwn,
    keep: true,
    lines: lines(`
      they told me you moved in march _
      your wife said you were out _`),
  },
  {
    suits: isSimple,
    keep: false,
    lines: lines(`
      it is false that _
      it is not true that _
      it is a myth that _
      it would be wrong to tell you that _
      i never said that _
      i did not tell you that _
      i am not saying that _
      nobody told you that _
      no one ever said that _
      i doubt that _
      i do not think that _
      i wish i could say that _
      i hope that _
      they say that _
      they told me that _
      they should have told you that _
      somebody told me that _
      i heard somewhere that _
      the other agent said that _
      my neighbor says that _
      the website says that _
      supposedly _
      i do not know whether _
      i am not sure whether _
      are you sure that _
      do you think that _
      who told you that _
      did anybody say that _
      did they tell you that _
      _ is not true
      _ that is not true
      _ no wait that is wrong
      _ scratch that
      _ and that is false
      _ that is a lie
      _ sorry that is incorrect
      _ and that no longer applies`),
  },
  {
    suits: (example) => isSimple(example) && example.isDisclosure,
    keep: false,
    lines: lines(`
      if somebody tells you that _
      if anybody says that _
      you told me that _
      you may hear that _
      i think _ but i am not sure
      i believe _ but i am not certain
      i guess _ but i am not positive`),
  },
];
