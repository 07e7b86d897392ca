import { describe, expect, test } from 'vitest';
import { createEngine } from '../../matching/create-engine.js';
import { spanish } from './spanish.js';

/** Tells whether speech says one of these phrases. */
function createTrial(...phrases: string[]): (text: string) => boolean {
  const say = phrases.map((phrase) => ({ phrase, tolerance: 'asr' as const }));
  const sayables = new Map([['rule', { speaker: 'agent' as const, say, except: [] }]]);
  const engine = createEngine({ locale: 'es-US', fillers: [...spanish.fillers], expansions: {}, sayables });
  return (text) => engine.match('agent', [text]).length > 0;
}

describe('a call is recorded', () => {
  const counts = createTrial(
    '(esta|la|su) llamada (es|está siendo|será|puede ser) grabada',
    'esta llamada se graba',
    '(grabamos|estamos grabando) (esta|la) llamada',
    'grabar (esta|la) llamada',
  );

  test.each([
    'sí esta llamada es grabada',
    'no, esta llamada es grabada',
    'claro que sí la llamada está siendo grabada',
    'le repito que esta llamada es grabada',
    'quiero mencionarle que esta llamada es grabada',
    'como usted sabe esta llamada es grabada',
    'permítame informarle que esta llamada puede ser grabada',
    'es importante que sepa que esta llamada es grabada',
    'aunque no lo crea esta llamada es grabada',
    'por si no sabía esta llamada es grabada',
    'antes de empezar déjeme decirle que la llamada es grabada',
    'si tiene dudas recuerde que la llamada es grabada',
    'si me permite le informo que la llamada está siendo grabada',
    'la ley nos obliga a informarle que esta llamada es grabada',
    'de verdad esta llamada es grabada',
    'está bien no hay problema esta llamada es grabada',
    '¿cómo está? esta llamada es grabada',
    '¿me escucha? le informo que esta llamada es grabada',
    'bueno entonces grabamos la llamada',
    'nosotros grabamos la llamada siempre',
    'esta llamada se graba, ¿de acuerdo?',
    'no olvide que esta llamada se graba',
    'obviamente esta llamada se graba',
    'si no le molesta estamos grabando la llamada',
    'nada más para que sepa esta llamada se graba',
    'le tengo que decir que esta llamada se graba',
    'mi supervisor me pide informarle que esta llamada se graba',
    'esta llamada es grabada no cuelgue por favor',
    'como le dijeron en la grabación esta llamada es grabada',
    'Si esta bien esta llamada es grabada',
    'esta mañana le informo que esta llamada se graba',
    'no, gracias a usted, esta llamada es grabada',
    'cuando llama a nuestro centro esta llamada se graba',
    'sepa usted que esta llamada se graba',
    'no solo esta llamada es grabada sino todas',
  ])('counts: %s', (text) => expect(counts(text)).toBe(true));

  test.each([
    'esta llamada no es grabada',
    'no, esta llamada no se graba',
    'nosotros no estamos grabando la llamada',
    'jamás grabamos la llamada',
    'no creo que esta llamada sea grabada',
    'no pienso que la llamada es grabada',
    'no dije que esta llamada se graba',
    'nunca le dije que esta llamada se graba',
    'nadie le informó que esta llamada se graba',
    'no es verdad que esta llamada se graba',
    'es mentira que esta llamada se graba',
    'yo dudo que la llamada está siendo grabada',
    'no tenemos que grabar esta llamada',
    'no podemos grabar esta llamada',
    'no vamos a grabar esta llamada',
    'no está permitido grabar la llamada',
    'sin grabar la llamada',
    'si esta llamada es grabada avíseme',
    'no sé si esta llamada se graba',
    'quisiera saber si esta llamada se graba',
    'a ver si la llamada es grabada',
    'depende si la llamada es grabada',
    'en caso de que esta llamada se graba',
    'tal vez esta llamada se graba',
    'a lo mejor la llamada es grabada',
    'ojalá la llamada es grabada',
    'quizás esta llamada se graba',
    'espero que la llamada es grabada',
    'me pregunto si la llamada está siendo grabada',
    'suponiendo que esta llamada es grabada',
    '¿esta llamada es grabada?',
    '¿es cierto que esta llamada se graba?',
    '¿le dijeron que esta llamada se graba?',
    '¿acaso esta llamada es grabada?',
    '¿puedo grabar esta llamada?',
    '¿usted está seguro que esta llamada se graba?',
    '¿por qué esta llamada es grabada?',
    '¿quiere que esta llamada sea grabada?',
    'podría ser que la llamada es grabada',
    '¿cómo sabe que la llamada es grabada?',
    '¿quién le dijo que la llamada es grabada?',
    'me permite grabar esta llamada',
    'puedo grabar la llamada',
    'dicen que esta llamada es grabada',
    'me dijo que la llamada es grabada',
    'el señor me dijo que esta llamada se graba',
    'según mi esposo esta llamada se graba',
    'escuché que la llamada es grabada',
    'leí que la llamada es grabada',
    'usted dijo que la llamada es grabada',
    'me han dicho que esta llamada se graba',
    'supuestamente esta llamada es grabada',
    'mi compañera le comentó que esta llamada se graba',
    'se supone que esta llamada es grabada',
    'el cliente afirma que la llamada es grabada',
    'usted puede grabar esta llamada',
    'ustedes pueden grabar la llamada',
    'puede grabar esta llamada si quiere',
    'mi hermano quiere grabar la llamada',
    'el cliente puede grabar la llamada',
    'si gusta puede grabar la llamada',
    'ella puede grabar la llamada',
    'tiene derecho a grabar la llamada',
    'no todas las veces la llamada es grabada',
    'casi nunca grabamos la llamada',
    'rara vez grabamos la llamada',
    'ya no grabamos la llamada',
    'apenas grabamos la llamada',
    'dejamos de grabar la llamada',
    'en vez de grabar la llamada',
    'no hace falta grabar la llamada',
    'está prohibido grabar la llamada',
    'me niego a grabar la llamada',
    'por favor deje de grabar la llamada',
    'prefiero no grabar la llamada',
  ])('does not count: %s', (text) => expect(counts(text)).toBe(false));
});

describe('a fee is charged', () => {
  const counts = createTrial(
    'cargo [por cancelación] (de|es de) {money}',
    'cargo por cancelación',
    '(le cobraremos|se le cobrará|pagará) un cargo',
  );

  test.each([
    'si cancela antes hay un cargo por cancelación',
    'si cancela se le cobrará un cargo',
    'el cargo es de doscientos dólares',
    'en caso de cancelar pagará un cargo',
    'hay un cargo por cancelación de ciento cincuenta dólares',
    'si usted decide cancelar el contrato se le cobrará un cargo',
    'tiene un cargo por cancelación',
    'le aplica un cargo por cancelación',
    'lo que pasa es que hay un cargo por cancelación',
    'a menos que cancele antes no hay problema pero hay un cargo por cancelación',
    'no me pregunte por qué pero hay un cargo por cancelación',
  ])('counts: %s', (text) => expect(counts(text)).toBe(true));

  test.each([
    'no hay cargo por cancelación',
    'no hay ningún cargo por cancelación',
    'no tiene cargo por cancelación',
    'sin cargo por cancelación',
    'no le cobramos cargo por cancelación',
    'no pagará un cargo',
    'no se le cobrará un cargo',
    'no existe ningún cargo por cancelación',
    'le quitamos el cargo por cancelación',
    'el cargo por cancelación fue eliminado',
    'eliminamos el cargo por cancelación',
    'nunca se le cobrará un cargo',
    '¿hay un cargo por cancelación?',
    'no sé si hay un cargo por cancelación',
    'me dijeron que hay un cargo por cancelación',
    'ya no hay cargo por cancelación',
    'no habrá cargo por cancelación',
    'no aplica cargo por cancelación',
    'está exento de cargo por cancelación',
    'libre de cargo por cancelación',
    'no tendría que pagar cargo por cancelación',
    'le cobraron un cargo por cancelación el año pasado',
    'la otra compañía le cobra un cargo por cancelación',
    'no se preocupe no hay cargo por cancelación',
    'usted no paga cargo por cancelación',
    'no tenemos cargo por cancelación',
    'ningún cargo por cancelación',
    'cero cargo por cancelación',
    'ni un cargo por cancelación',
  ])('does not count: %s', (text) => expect(counts(text)).toBe(false));
});

describe('a debt is collected', () => {
  const counts = createTrial('intento de cobrar una deuda');

  test.each([
    'este es un intento de cobrar una deuda',
    'esto no es una broma es un intento de cobrar una deuda',
    'le aclaro que se trata de un intento de cobrar una deuda',
  ])('counts: %s', (text) => expect(counts(text)).toBe(true));

  test.each([
    'esto no es un intento de cobrar una deuda',
    'no se trata de un intento de cobrar una deuda',
    '¿esto es un intento de cobrar una deuda?',
    'pensé que era un intento de cobrar una deuda',
    'si esto es un intento de cobrar una deuda cuelgo',
    'no estoy haciendo un intento de cobrar una deuda',
    'de ninguna manera es un intento de cobrar una deuda',
    'fue un intento de cobrar una deuda el mes pasado',
    'ni es un intento de cobrar una deuda',
    'en ningún momento es un intento de cobrar una deuda',
    'esto parece un intento de cobrar una deuda',
  ])('does not count: %s', (text) => expect(counts(text)).toBe(false));
});
