import { expect, test } from 'vitest';
import { formsOf } from './forms.js';

test.each([
  [
    'grabar',
    'grabo graba grabamos graban grababa grabó grabaron grabará grabaría grabe graben grabara grabando grabada grabados grabarla grabándola grábeme',
  ],
  ['monitorear', 'monitorea monitoreamos monitoreando monitoreada monitoreadas'],
  [
    'cobrar',
    'cobro cobra cobramos cobran cobró cobraré cobrará cobraremos cobrarán cobre cobren cobrarle cobrando cobrado',
  ],
  ['pagar', 'pago paga pagué pague pagaremos pagando'],
  ['notificar', 'notifico notifica notifiqué notifique notificamos notificarle'],
  ['utilizar', 'utiliza utilizó utilice utilizará utilizada utilizarán'],
  ['vender', 'vendo vende vendemos vendió vendieron venda venderle vendiendo vendida'],
  ['recibir', 'recibo recibe recibimos recibió reciba recibirá recibiendo recibida'],
  ['ofrecer', 'ofrezco ofrece ofrecemos ofrezca ofreció ofrecerle ofreciendo'],
  ['tener', 'tengo tiene tenemos tienen tuvo tuvieron tendrá tendría tenga tuviera teniendo tenido'],
  ['mantener', 'mantengo mantiene mantuvo mantendrá mantenga'],
  ['hacer', 'hago hace hizo hicieron hará haga hecho haciendo'],
  ['decir', 'digo dice decimos dijo dijeron dirá diga dígame diciendo dicho decirle'],
  ['poder', 'puedo puede podemos pueden pudo podrá podría pueda pudiera'],
  ['querer', 'quiero quiere queremos quiso querría quiera quisiera'],
  ['pedir', 'pido pide pedimos pidió pida pidiendo pedirle'],
  ['seguir', 'sigo sigue seguimos siguió siga siguiendo'],
  ['contar', 'cuento cuenta contamos cuente contó'],
  ['requerir', 'requiere requerimos requirió requiera requiriendo'],
  ['incluir', 'incluyo incluye incluimos incluyó incluya incluyendo incluido'],
  ['exigir', 'exijo exige exigimos exija exigió'],
  ['leer', 'leo lee leyó leyeron leyendo leído'],
  ['producir', 'produzco produce produjo produjeron produzca'],
  ['suscribir', 'suscribe suscrito suscrita'],
  ['ir', 'voy va vamos van fue iba irá vaya'],
  ['haber', 'hay ha han había habrá haya'],
  ['estar', 'está estamos están estaba estará esté estando'],
  ['llamada', 'llamada llamadas'],
  ['conversación', 'conversación conversaciones'],
  ['deudor', 'deudor deudora deudores'],
  ['grabado', 'grabado grabada grabados grabadas'],
  ['vez', 'vez veces'],
])('%s has its forms', (word, forms) => {
  const plain = forms
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .split(' ');
  expect(formsOf(word)).toEqual(expect.arrayContaining(plain));
});

test.each([
  ['cargo', 'carga'],
  ['lugar', 'lugo'],
  ['seguir', 'siguo seguo'],
  ['tener', 'teno'],
])('%s has no form of another word, or of none', (word, others) => {
  expect(formsOf(word).filter((form) => others.split(' ').includes(form))).toEqual([]);
});
