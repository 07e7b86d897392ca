import { sampleCall } from './sample-call.js';

/** What an agent must not say. */
export const prohibitedSamples = [
  sampleCall(
    'sample-prohibited',
    'The agent promises guaranteed returns',
    { agent: 'Greg', skill: 'Investments' },
    [
      ['agent', 0.5, 'Brightwater Wealth, Greg speaking. This call is being recorded for training.'],
      ['customer', 6.5, 'Hi Greg, I have some savings and no idea what to do with them.'],
      ['agent', 13, 'You have called the right place. How long can you leave them alone?'],
      ['customer', 19.5, 'Five years, I would say.'],
      ['agent', 22.5, 'Then take our bond fund. It has guaranteed returns every single year.'],
      ['customer', 29, 'Every year? Even in a bad one?'],
      ['agent', 32.5, 'Let me send you the brochure so that you can read it all.'],
      ['customer', 38.5, 'Please do.'],
      ['agent', 40.5, 'It will be with you tomorrow.'],
    ],
    50,
  ),
  sampleCall(
    'sample-customer-prohibited',
    'The customer asks for guaranteed returns and the agent promises nothing',
    { agent: 'Ana', skill: 'Investments' },
    [
      ['agent', 0.5, 'Brightwater Wealth, you are speaking with Ana.'],
      ['agent', 4.5, 'Please note that our conversation is being recorded.'],
      ['customer', 8.5, 'I am looking for something with guaranteed returns.'],
      ['agent', 13, 'I wish I could offer that, but markets go up and down.'],
      ['customer', 19, 'So what is the safest thing you have?'],
      ['agent', 22.5, 'A savings account, covered by the deposit insurance.'],
      ['customer', 27.5, 'Then let us begin with that one.'],
      ['agent', 31, 'Good choice. I will set it up with you now.'],
      ['customer', 36, 'Great.'],
    ],
    41,
  ),
];
