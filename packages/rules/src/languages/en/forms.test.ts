import { expect, test } from 'vitest';
import { formsOf } from './forms.js';

test.each([
  ['record', 'record records recorded recording'],
  ['cancel', 'cancel cancels canceled cancelled canceling cancelling'],
  ['monitor', 'monitor monitors monitored monitoring'],
  ['authorise', 'authorise authorised authorises authorising authorize authorized authorizes authorizing'],
  ['analyze', 'analyze analyzing analyse analysed'],
  ['enrol', 'enrol enrols enrolled enrolling enroll enrolls'],
  ['charge', 'charge charges charged charging'],
  ['stop', 'stop stops stopped stopping'],
  ['quit', 'quit quits quitting'],
  ['deny', 'deny denies denied denying'],
  ['pay', 'pay pays paid paying'],
  ['tell', 'tell tells told telling'],
  ['say', 'say says said saying'],
  ['get', 'get gets got gotten getting'],
  ['withdraw', 'withdraw withdraws withdrew withdrawn withdrawing'],
  ['write', 'write writes wrote written writing'],
  ['lie', 'lie lies lied lying'],
  ['agree', 'agree agrees agreed agreeing'],
  ['commit', 'commit commits committed committing'],
  ['offer', 'offer offers offered offering'],
  ['traffic', 'traffic trafficked trafficking'],
  ['be', 'be am is are was were been being'],
  ['have', 'have has had having'],
  ['go', 'go goes went gone going'],
  ['person', 'person people persons'],
  ['company', 'company companies'],
  ['tax', 'tax taxes taxed taxing'],
])('%s has its forms', (word, forms) => {
  expect(formsOf(word)).toEqual(expect.arrayContaining(forms.split(' ')));
});

test.each([
  ['fee', 'feed'],
  ['see', 'seed'],
  ['stop', 'stoped stoping'],
  ['charge', 'chargeed chargeing'],
  ['rise', 'rize'],
  ['be', 'bed'],
  ['apr', 'apred apring'],
  ['etf', 'etfed'],
  ['offer', 'off'],
])('%s has no form of another word', (word, others) => {
  expect(formsOf(word).filter((form) => others.split(' ').includes(form))).toEqual([]);
});
