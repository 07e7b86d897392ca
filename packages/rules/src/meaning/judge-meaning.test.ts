import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../matching/create-engine.js';

const phrases = [
  '(this|the|our) (call|conversation) (is|may be|will be) [being] (recorded|monitored)',
  '(is|are|will be|may be) [being] recorded',
  '[on] a recorded line',
  '(cancellation|termination) fee',
  '(there is|there will be) [a|an] (cancellation|termination) fee',
  '(cancellation|termination) fee [of|is] {money}',
  '(cancel*|leave) ...9 (charged|pay|charge you) ...3 {money}',
  '(charged|pay|owe) [a|an|the] (cancellation|termination) fee',
  'annual percentage rate ...3 {percent}',
  'calls are recorded',
  '(we|i) (record|can record) this call',
];

const engineFor = (key: string) => {
  const say = phrases.map((phrase) => ({ phrase, tolerance: 'asr' as const }));
  return createEngine({
    locale: 'en-US',
    fillers: ['um', 'uh'],
    expansions: {},
    sayables: new Map([[key, { speaker: 'agent', say, except: [] }]]),
  });
};
const rule = engineFor('notice#0');
const event = engineFor('event:notice');
const isSaid = (text: string) => rule.match('agent', [text]).length > 0;
const comesUp = (text: string) => event.match('agent', [text]).length > 0;

test.each([
  'is there a cancellation fee',
  'is there any cancellation fee on my plan',
  'will there be a termination fee of fifty dollars',
  'was there a cancellation fee on that bill',
  "isn't there a cancellation fee",
  'do i have to pay a cancellation fee',
  'does your bank charge a cancellation fee',
  'does a cancellation fee apply',
  'did they charge you a cancellation fee',
  'have you been charged a termination fee',
  'okay have you been charged a termination fee',
  'am i charged a cancellation fee of 50 dollars',
  'are we on a recorded line',
  'are you on a recorded line',
  'is this call recorded',
  'hello is this a recorded line',
  'this is brightwater is this a recorded line',
  'was this call being recorded',
  'can this call be recorded',
  'why is this call being recorded',
  'would you like this call to be recorded',
  'are you sure this call is recorded',
  'do you think that this call is recorded',
  'does it say this call is recorded',
  'is it true that this call is recorded',
  'is the annual percentage rate nine percent',
  'may we record this call',
])('asked, not stated: %s', (text) => {
  expect([isSaid(text), isSaid(`thank you ${text}`)]).toEqual([false, false]);
});

test.each([
  'if this call is recorded',
  'if this call is being recorded i would like to know',
  'whether the call is being recorded',
  'whether or not this call is recorded',
  'i do not know if the call is being recorded',
  'i wonder if this call may be recorded',
  'could you tell me whether this call is recorded',
  'do you know if this call is recorded',
  'suppose this call is recorded',
  'if we were on a recorded line',
  'if you think this call is recorded',
  'if there is a cancellation fee i will let you know',
  'if a cancellation fee applies we will tell you',
  'if you have to pay a cancellation fee we will refund it',
  'if you were charged a termination fee call us back',
  'if the termination fee is fifty dollars',
  'if the annual percentage rate is nine percent',
  'unless a cancellation fee is charged',
  'i want this call to be recorded',
  'i doubt that this call is recorded',
])('supposed, not stated: %s', (text) => {
  expect(isSaid(text)).toBe(false);
});

test.each([
  'if you cancel before the end of your term you will be charged 200 dollars',
  'if you leave early you will pay two hundred dollars',
  'if you decide to leave we charge you 80 dollars',
  'if you cancel a cancellation fee of fifty dollars applies',
  'if you cancel your plan there is a termination fee',
  'if the contract ends early then there is a cancellation fee',
  'if you do not cancel in time you have to pay a cancellation fee',
  'unless you cancel by friday you are charged 20 dollars there is a termination fee',
  'if you stay on the line this call will be recorded',
  'unless you object this call will be recorded',
  'if you have any questions please know this call is recorded',
  'if that works for you calls are recorded',
  'in case you leave there is a cancellation fee',
  'if approved the annual percentage rate is nine percent',
  'if so there is a cancellation fee',
  'when you cancel there is a cancellation fee',
  'whatever you say this call is being recorded',
  'if you would like to go on you are on a recorded line',
  'whether you call or write calls are recorded',
])('stated behind a condition: %s', (text) => {
  expect(isSaid(text)).toBe(true);
});

test.each([
  'no this call is recorded',
  'are you there this call is being recorded',
  'how are you today this call is recorded',
  'is that okay this call is recorded by the way',
  'do you have a minute we are on a recorded line',
  'did i mention that this call is recorded',
  'are you aware that this call is recorded',
  'do you know that this call is being recorded',
  'no doubt this call is recorded',
  'the law requires me to say this call is recorded',
  'as you may know you are on a recorded line',
  'yes it is we are on a recorded line',
  'can i tell you that there is a cancellation fee',
  'may i remind you that this call is recorded',
  'all i can say is there is a cancellation fee',
  'what you pay is the termination fee of 50 dollars',
  'that is the cancellation fee',
  'you would have to pay a termination fee',
  'the annual percentage rate is nine percent',
  'before we go on i have to tell you this call may be recorded',
  'what would you like to do this call is being recorded',
  'please be aware that calls are recorded',
  'is anyone with you calls are recorded',
  'we can tell you what you owe there is a cancellation fee',
  'our bank charges you a cancellation fee',
  'as usual this call is recorded',
  'we will do it on a recorded line',
  'we have to do this on a recorded line',
])('stated: %s', (text) => {
  expect(isSaid(text)).toBe(true);
});

test.each([
  ['happy to continue', 'are you happy to continue'],
  ['okay to go on', 'are you okay to go on'],
  ['agree to these terms', 'do you agree to these terms'],
  ['anything else', 'is there anything else'],
  ['your full name', 'can you tell me your full name'],
  ['date of birth', 'may i have your date of birth'],
  ['date of birth', 'may i please have your date of birth'],
  ['account number', 'please have your bank account number ready'],
  ['account number', 'may i now have your bank account number'],
  ['account number', 'what is your account number'],
  ['anything else i can', 'let me know if there is anything else is there anything else i can do'],
])('a question that is put for its answer counts: %s', (phrase, text) => {
  const engine = createEngine({
    locale: 'en-US',
    fillers: [],
    expansions: {},
    sayables: new Map([['rule#0', { speaker: 'agent', say: [{ phrase, tolerance: 'asr' }], except: [] }]]),
  });
  expect(engine.match('agent', [text])).toHaveLength(1);
});

test.each(['you can record this call', 'they record this call', 'will you record this call'])(
  'who does it is not somebody else: %s',
  (text) => {
    expect(isSaid(text)).toBe(false);
    expect(isSaid('we can record this call')).toBe(true);
    expect(isSaid('now can record this call')).toBe(true);
  },
);

test.each(['is there a cancellation fee', 'what if there is a cancellation fee', 'if a termination fee applies'])(
  'an event comes up also where it is asked about or supposed: %s',
  (text) => {
    expect([isSaid(text), comesUp(text)]).toEqual([false, true]);
  },
);

test.each(['there is no cancellation fee', 'calls are not recorded', 'you will not pay a cancellation fee'])(
  'no event comes up where it is denied: %s',
  (text) => {
    expect(comesUp(text)).toBe(false);
  },
);

test.each(['my cousin wants to record this call', 'your bank may record this call', 'he asked me to record this call'])(
  'nor is it somebody who is named: %s',
  (text) => {
    expect(isSaid(text)).toBe(false);
  },
);

test.each([
  'this is a notice and is on a recorded line',
  'we are your agency and are on a recorded line',
  'it costs ten dollars and is a cancellation fee',
  'this is a small amount but is a cancellation fee',
])('a second predicate states what it says: %s', (text) => {
  expect(isSaid(text)).toBe(true);
});

test.each([
  'i am a collection agent and this is a notice of arrears',
  "i'm a collection agent but this is a notice of arrears",
  'we are a small collection agency. this is a notice of arrears',
  'good morning i am a very patient agent and this is a notice of arrears',
  'is that so i am the agent in charge and here is a notice of arrears',
])('what is said before the words that are looked at asks nothing: %s', (text) => {
  const say = [{ phrase: 'notice of arrears', tolerance: 'asr' as const }];
  const sayables = new Map([['notice#0', { speaker: 'agent' as const, say, except: [] }]]);
  const engine = createEngine({ locale: 'en-US', fillers: [], expansions: {}, sayables });
  expect(engine.match('agent', [text])).toHaveLength(1);
});

test.each([
  'okay and is there a cancellation fee',
  'is this free or is there a cancellation fee',
  'this is anna and is this a cancellation fee',
  'that was fifty dollars but was that a cancellation fee',
  'our line is monitored and is this call recorded',
])('a question behind a conjunction asks: %s', (text) => {
  expect(isSaid(text)).toBe(false);
});

test.each([
  ['hardly ever', 'calls are hardly ever recorded'],
  ['few', 'very few of our calls are recorded'],
  ['none', 'none of our calls are recorded'],
  ['not every', 'not every call is recorded'],
  ['seldom', 'we seldom record this call'],
  ['instead of', 'we take notes instead of this call being recorded'],
  ['no longer', 'we no longer charge a cancellation fee'],
  ['nobody', 'nobody pays a cancellation fee'],
  ['a myth', 'it is a myth that this call is recorded'],
  ['not the case', 'it is not the case that this call is recorded'],
  ['unlikely', 'it is unlikely that this call is recorded'],
  ['no way', 'there is no way this call is recorded'],
  ['waived', 'we have waived the cancellation fee of 50 dollars'],
  ['waived behind', 'the cancellation fee of 50 dollars has been waived'],
  ['got rid of', 'we got rid of the cancellation fee'],
  ['just false', 'this call is recorded and that is just false'],
  ['simply untrue', 'calls are recorded which is actually untrue'],
])('denied by %s: %s', (_, text) => {
  expect(isSaid(text)).toBe(false);
});

test.each([
  'they say this call is recorded',
  'my wife thinks this call is recorded',
  'someone told me that this call is recorded',
  'you have been told the call is recorded',
  'you were told there is a cancellation fee',
  'you said this call is recorded',
  'i heard that our calls are recorded',
  'apparently this call is recorded',
  'according to him this call is recorded',
  'did anyone tell you that this call is recorded',
  'who told you this call is recorded',
  'what makes you think this call is recorded',
  'can you confirm that this call is recorded',
  'i hope this call is recorded',
  'maybe this call is recorded',
  'assuming this call is recorded',
  'they disclosed that this call is recorded',
  'you disclosed that this call is recorded',
  'it was disclosed to you that this call is recorded',
  'it was explained to you that there is a cancellation fee',
  'the lady announced this call is recorded',
  'did they disclose that there is a cancellation fee',
])('what somebody says, asks or hopes is not stated: %s', (text) => {
  expect(isSaid(text)).toBe(false);
});

test.each([
  'you can record this call',
  'please record this call',
  'go ahead and record this call',
  'let me record this call',
  'my phone will record this call',
  'your employer may record this call',
  'some companies record this call',
  'he wants to record this call',
  'your old provider may charge you a cancellation fee',
  'they charged you a cancellation fee of 50 dollars',
])('what others do is not stated: %s', (text) => {
  expect(isSaid(text)).toBe(false);
});

test.each([
  'the call was recorded last week',
  'we used to record this call',
  'you were charged a cancellation fee last year',
  'you paid a cancellation fee of 50 dollars last month',
  'the annual percentage rate was nine percent last year',
  'i will explain the cancellation fee of 50 dollars in a minute',
  'in a minute i will tell you about the cancellation fee of 50 dollars',
  'we will talk about the cancellation fee of 50 dollars later',
])('what was, or is put off, is not stated: %s', (text) => {
  expect(isSaid(text)).toBe(false);
});

test.each([
  'a few calls are recorded',
  'you may not know this call is recorded',
  'they may not have told you that this call is recorded',
  'i do not know if i mentioned this call is recorded',
  'as they may have told you this call is recorded',
  'as they disclosed to you this call is recorded',
  'i have to disclose that this call is recorded',
  'i am required to disclose that there is a cancellation fee',
  'the law requires me to disclose this call is recorded',
  'we disclosed to you that this call is recorded',
  'they disclosed it already this call is recorded',
  'whatever they told you this call is recorded',
  'you told me your name is john this call is recorded',
  'our policy says there is a cancellation fee',
  'i have to say there is a cancellation fee',
  'do you understand that this call is recorded',
  'we cannot waive the cancellation fee of 50 dollars',
  'you were on hold for a while this call is recorded',
  'our company record this call',
  'acme bank record this call',
  'we or our vendors can record this call',
  'the law requires us to record this call',
  'please note we record this call',
  'you will be charged a cancellation fee of 50 dollars next month',
  'i will tell you there is a cancellation fee',
  'did you get my letter this call is recorded',
])('stated, though much like what is not: %s', (text) => {
  expect(isSaid(text)).toBe(true);
});

test.each([
  'is it all right if you could confirm your full name',
  'would you mind telling me your full name',
  'is it okay to get your full name',
  'would you be so kind as to confirm your full name',
  'do you think you could give me your full name',
])('a polite request counts: %s', (text) => {
  const say = [{ phrase: '(full name|your full name)', tolerance: 'asr' as const }];
  const sayables = new Map([['rule#0', { speaker: 'agent' as const, say, except: [] }]]);
  const engine = createEngine({ locale: 'en-US', fillers: [], expansions: {}, sayables });
  expect(engine.match('agent', [text])).toHaveLength(1);
});

test('`maybe` at the end of a half that is corrected supposes nothing', () => {
  expect(isSaid('good day the conversation maybe good day the conversation may be monitored')).toBe(true);
});

test.each([
  ['of others', "your friend's termination fee is 90 dollars"],
  ['of others', 'my brother had to pay a cancellation fee'],
  ['of others', 'some people pay a cancellation fee'],
  ['asked', 'would a cancellation fee of 50 dollars be okay'],
  ['asked', 'would you be willing to pay a cancellation fee'],
  ['not known', 'i do not know how much the termination fee is'],
  ['not known', 'i cannot say what the annual percentage rate is nine percent'],
  ['denied', 'it is not necessary to charge a cancellation fee'],
  ['denied', 'no one here can promise you an annual percentage rate of nine percent'],
  ['denied', 'no part of this conversation is recorded'],
  ['over', 'the cancellation fee is no longer due'],
  ['past', 'i see that you paid a cancellation fee'],
  ['usual', 'usually the call is recorded'],
  ['imagined', 'imagine you had a cancellation fee'],
  ['later', 'once we transfer you this call will be recorded'],
  ['reported', 'the law says a cancellation fee is charged'],
  ['reported', 'the script says this call is recorded'],
  ['reported', 'somebody will tell you there is a cancellation fee'],
])('%s, not stated: %s', (_how, text) => {
  expect(isSaid(text)).toBe(false);
});

describe('what is said before in the same turn', () => {
  const statement = fc.constantFrom(
    'this call is recorded',
    'our conversation may be monitored',
    'you are on a recorded line',
    'there is a cancellation fee',
    'we can record this call',
    'the annual percentage rate is nine percent',
  );
  const subject = fc.constantFrom('i', 'we', 'you', 'they', 'he', 'she');
  const clause = fc
    .tuple(
      subject,
      fc.constantFrom(
        'moved to texas',
        'used to do this by mail',
        'will come over on sunday',
        'cannot do that at this hour',
        'never went back there',
        'were out on tuesday',
        'got the papers last week',
      ),
    )
    .map((parts) => parts.join(' '));
  const told = fc
    .tuple(
      subject,
      fc.constantFrom('told me about it', 'mentioned it yesterday', 'heard about the storm', 'said hello'),
    )
    .map((parts) => parts.join(' '));
  const report = fc.constantFrom(
    'they told me',
    'she said',
    'i was told',
    'my brother claims',
    'somebody thinks',
    'they said that',
  );
  const open = fc.oneof(report, fc.constantFrom('if', 'i doubt that', 'it is false that', 'he asked me whether'));

  test('ends where a clause begins that needs nothing of it', () => {
    const over = fc.oneof(
      clause,
      told,
      fc.tuple(report, clause).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(over, statement, (before, said) => {
        expect(isSaid(`${before} ${said}`)).toBe(true);
      }),
    );
  });

  test('reaches into the clause that it needs', () => {
    fc.assert(
      fc.property(open, statement, (before, said) => {
        expect(isSaid(`${before} ${said}`)).toBe(false);
      }),
    );
    const behind = fc.tuple(clause, open).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(behind, statement, (before, said) => {
        expect(isSaid(`${before} ${said}`)).toBe(false);
      }),
    );
  });
});

test.each([
  'the company you are moving to charges a cancellation fee of 50 dollars',
  'the bank down the street has an annual percentage rate of nine percent',
  'the fellow before you got an annual percentage rate of nine percent',
  'the flyer says an annual percentage rate of nine percent',
  'the news said a cancellation fee of 50 dollars',
  'neither the bank nor i record this call',
  'the cancellation fee was in the plan last month',
  'the cancellation fee does not apply to you',
])("another's, reported, denied or over: %s", (text) => {
  expect(isSaid(text)).toBe(false);
});

test.each([
  'the contract says a cancellation fee of 50 dollars',
  'to avoid the cancellation fee of 50 dollars you have to stay until may',
  'i read that wrong the cancellation fee is 50 dollars',
  'the catch is it is a cancellation fee of 50 dollars',
])('stated all the same: %s', (text) => {
  expect(isSaid(text)).toBe(true);
});

test.each([
  'this call is recorded he told me',
  'this call is recorded is what they say',
  'this call is recorded is what i was told',
  'this call is recorded for quality purposes they say',
  'this call is recorded or so they say',
  'this call is recorded so i hear',
  "this call is recorded i've been told",
  'this call is recorded my wife said',
  'this call is recorded he said and then he hung up',
  'this call is recorded supposedly',
  'there is a cancellation fee of 50 dollars he claimed',
])('a report that trails is one all the same: %s', (text) => {
  expect(isSaid(text)).toBe(false);
});

test.each([
  'this call is recorded like i said',
  'this call is recorded as i said',
  'this call is recorded as they said',
  'this call is recorded she said you moved',
  'this call is recorded she said she would call back',
  'this call is recorded apparently you moved',
  'this call is recorded what they say is up to them',
  'this call is recorded i said',
  'this call is recorded just so you know',
  'this call is recorded so i heard you moved',
  'this call is recorded for um all um um um um um she said you moved',
])('no report trails: %s', (text) => {
  expect(isSaid(text)).toBe(true);
});
