// Written by scripts/write-forms.mjs from WordNet 3.0. WordNet Release 3.0 is Copyright 2006 by Princeton University; its
// licence (https://wordnet.princeton.edu/license-and-commercial-use) permits use, copying and distribution of its data.

const tableOf = (rows: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    rows
      .split(',')
      .map((row) => row.trim().split(' '))
      .map(([word = '', ...forms]) => [word, forms]),
  );

/** Forms of words that no rule makes, by word. */
export const irregularForms = tableOf(`
  address addrest, analysis analyses, arise arisen arose, awake awoke awoken, ban bani, be am is are was were been,
  bear bore born borne, beat beaten, become became, beef beeves, begin began begun, bend bent, bias biassed biassing,
  bid bade bidden, bind bound, bite bit bitten, bless blest, blow blew blown, break broke broken, bring brought,
  brother brethren, build built, bureau bureaux, burn burnt, bus busses, buy bought, camera camerae, can could,
  catch caught, child children, choose chose chosen, cling clung, clothe clad, come came, consortium consortia,
  crisis crises, cry cryings, curriculum curricula, deal dealt, diagnosis diagnoses, dig dug, do does did done,
  draw drawn drew, dream dreamt, drink drank drunk, drive driven drove, eat ate eaten, emphasis emphases,
  equal equalled equalling, equip equipped equipping, fall fallen fell, feed fed, feel felt, fight fought, find found,
  flee fled, fly flew flown, focus foci, foot feet, forbid forbad forbade forbidden, forget forgot forgotten,
  forgive forgave forgiven, formula formulae, forum fora, freeze froze frozen, fuel fuelled fuelling, gas gasses,
  genius genii, get got gotten, give gave given, go went gone, grandchild grandchildren, grave graven, grip gript,
  grow grew grown, half halves, hang hung, have has had, hear heard, hide hid hidden, hold held, honey honied,
  hypothesis hypotheses, index indices, initial initialled initialling, keep kept, kneel knelt, knife knives,
  know knew known, lay laid, lead led, leaf leaves, lean leant, leap leapt, learn learnt, leave left, lend lent,
  lie lain lay, lied lieder, life lives, light lit, lose lost, make made, man men, maximum maxima, mean meant,
  medium media, meet met, melt molten, minimum minima, mistake mistaken mistook, momentum momenta, mouse mice,
  overcome overcame, oversee oversaw overseen, pay paid, pen pent, person people, phenomenon phenomena, plead pled,
  program programmes, prove proven, real reales reis, rebuild rebuilt, repay repaid, ride ridden rode, ring rang rung,
  rise risen rose, run ran, saw sawn, say said, see saw seen, seek sought, self selves, sell sold, send sent,
  sent senti, shake shaken shook, shelf shelves, shine shone, shit shat, shoe shod, shoot shot, show shown,
  shrink shrank shrunk shrunken, sing sang sung, sink sank sunk sunken, sit sat, sleep slept, slide slid slidden,
  smell smelt, sneak snuck, speak spoke spoken, spectrum spectra, speed sped, spell spelt, spend spent, spill spilt,
  spin spun, spit spat, spring sprang sprung, stadium stadia, stand stood, steal stole stolen, stick stuck,
  stimulus stimuli, strike stricken struck, string strung, swap swopped swopping swops, swear swore sworn,
  sweep swept, swell swollen, swim swam swum, swing swung, take taken took, teach taught, tear tore torn, tell told,
  think thought, thrive thriven throve, throw threw thrown, tooth teeth, trauma traumata, undergo undergone underwent,
  understand understood, undertake undertaken undertook, undo undid undone, vacuum vacua, wake woke woken,
  wear wore worn, weave wove woven, wife wives, will would, win won, wind wound, withdraw withdrawn withdrew,
  wolf wolves, woman women, work wrought, write written wrote`);

/** What rules make of a word though it is another, by word. */
export const otherWords = tableOf(`
  accuse accused, age aged, aide aided, attache attached, bath bathing, be bed bes, belle belling, blade bladed,
  bloc blocked blocking, breath breathed breathing, bulb bulbed, carte carting, caste casting, ceiling ceilinged,
  chase chased, classify classified, cloth clothed clothing, column columned, conveyance conveyancing, damn damned,
  defeat defeated, depart departed, disable disabled, disease diseased, ear eared, elevate elevated,
  emphasis emphasised, enterprise enterprising, envelope enveloping, fame famed, fee feed, fever fevered,
  fille filled filling, fur furred furring, glove gloved, gold golding, govern governed, hair haired, helmet helmeted,
  hip hipped, history historied, income incoming, insure insured, leg legged legging, lid lidded, limb limbed,
  limit limited, lip lipped, mainstream mainstreamed, manner mannered, marry married, member membered, money moneyed,
  newspaper newspapering, night nighted, past pasted, pie pied, principle principled, property propertied,
  pursue pursued, red redding, retreat retreated, salary salaried, see seed, sights sightsing, skill skilled,
  sleeve sleeved, stocking stockinged, story storied, suite suited suiting, talent talented, texture textured,
  throat throated, timber timbered, tooth toothed, tourist touristed, unit united uniting, volume volumed,
  weapon weaponed, wild wilding, wit witting, wood wooded, worst worsted, wound wounded`);
