import { wordSet } from '../word-lists.js';

/** How a verb departs from the rules; what is made of it departs in the same way. */
interface IrregularVerb {
  /** `tengo`, from which the subjunctive comes as well. */
  readonly first?: string;
  /** The stem of the preterite: `tuv`. */
  readonly past?: string;
  /** What the endings of the future are added to: `tendr`. */
  readonly future?: string;
  /** Whether its stem stays as it is, though a verb that ends so changes it. */
  readonly noChange?: boolean;
}

/** By their ending: `mantener` is one of `tener`. */
export const irregularVerbs: ReadonlyMap<string, IrregularVerb> = new Map(
  Object.entries({
    tener: { first: 'tengo', past: 'tuv', future: 'tendr' },
    hacer: { first: 'hago', past: 'hic', future: 'har' },
    decir: { first: 'digo', past: 'dij', future: 'dir' },
    poner: { first: 'pongo', past: 'pus', future: 'pondr' },
    venir: { first: 'vengo', past: 'vin', future: 'vendr' },
    salir: { first: 'salgo', future: 'saldr' },
    valer: { first: 'valgo', future: 'valdr' },
    traer: { first: 'traigo', past: 'traj' },
    caer: { first: 'caigo' },
    querer: { past: 'quis', future: 'querr' },
    poder: { past: 'pud', future: 'podr' },
    ducir: { first: 'duzco', past: 'duj' },
    andar: { past: 'anduv' },
  }),
);

/** Stems of which a vowel changes where it is stressed, and before `ió` and `iendo` if there is a second change. */
export const stemChanges: readonly {
  readonly verbs: ReadonlySet<string>;
  readonly stressed: readonly [string, string];
  readonly weak?: readonly [string, string];
}[] = [
  {
    stressed: ['e', 'ie'],
    verbs: wordSet(`
      cerrar empezar comenzar pensar recomendar negar perder entender atender despertar confesar acertar apretar calentar
      gobernar sentar defender encender extender tender ascender descender querer tener venir`),
  },
  {
    stressed: ['e', 'ie'],
    weak: ['e', 'i'],
    verbs: wordSet('preferir sentir advertir requerir referir convertir sugerir mentir divertir invertir consentir'),
  },
  {
    stressed: ['o', 'ue'],
    verbs: wordSet(`
      contar costar mostrar demostrar encontrar recordar probar comprobar aprobar acordar volver devolver resolver mover
      poder soler almorzar colgar renovar doler rogar soltar sonar volar apostar forzar acostar`),
  },
  { stressed: ['o', 'ue'], weak: ['o', 'u'], verbs: wordSet('dormir morir') },
  { stressed: ['u', 'ue'], verbs: wordSet('jugar') },
  {
    stressed: ['e', 'i'],
    weak: ['e', 'i'],
    verbs: wordSet(`
      pedir seguir servir repetir medir despedir impedir elegir corregir conseguir perseguir proseguir vestir competir decir`),
  },
];

/** Endings of infinitives and of the participles of these. */
export const participles: readonly (readonly [string, string])[] = [
  ['hacer', 'hecho'],
  ['decir', 'dicho'],
  ['poner', 'puesto'],
  ['ver', 'visto'],
  ['scribir', 'scrito'],
  ['abrir', 'abierto'],
  ['cubrir', 'cubierto'],
  ['volver', 'vuelto'],
  ['solver', 'suelto'],
  ['morir', 'muerto'],
  ['romper', 'roto'],
];

const rows = (verbs: Record<string, string>): ReadonlyMap<string, readonly string[]> =>
  new Map(Object.entries(verbs).map(([verb, forms]) => [verb, forms.trim().split(/\s+/)]));

/** Verbs that follow no rule, with all forms. */
export const wholeForms = rows({
  ser: `
    soy eres es somos son era eras eramos eran fui fuiste fue fuimos fueron sere seras sera seremos seran seria serias
    seriamos serian sea seas seamos sean fuera fueras fueramos fueran fuese siendo sido`,
  estar: `
    estoy estas esta estamos estan estaba estabas estabamos estaban estuve estuviste estuvo estuvimos estuvieron estare
    estaras estara estaremos estaran estaria estarias estariamos estarian este estes estemos esten estuviera estuvieran
    estuviese estando estado`,
  haber: `
    he has ha hay hemos han habia habias habiamos habian hubo hubieron habre habras habra habremos habran habria habrias
    habriamos habrian haya hayas hayamos hayan hubiera hubieras hubieramos hubieran habiendo habido`,
  ir: `
    voy vas va vamos van iba ibas ibamos iban fui fuiste fue fuimos fueron ire iras ira iremos iran iria irias iriamos
    irian vaya vayas vayamos vayan fuera fueran yendo ido`,
  dar: `
    doy das da damos dan daba dabas dabamos daban di diste dio dimos dieron dare daras dara daremos daran daria darias
    dariamos darian de des demos den diera dieras dieran dando dandole dandoles dado dada dados dadas deme denos denme`,
  ver: `
    veo ves ve vemos ven veia veias veiamos veian vi viste vio vimos vieron vere veras vera veremos veran veria verias
    veriamos verian vea veas veamos vean viera vieran viendo visto vista vistos vistas`,
  saber: `
    se sabes sabe sabemos saben sabia sabias sabiamos sabian supe supiste supo supimos supieron sabre sabras sabra
    sabremos sabran sabria sabrias sabriamos sabrian sepa sepas sepamos sepan supiera supieran sabiendo sabido`,
  oir: `
    oigo oyes oye oimos oyen oia oias oiamos oian oi oiste oyo oyeron oire oiras oira oiremos oiran oiga oigas oigamos
    oigan oyendo oido`,
});
