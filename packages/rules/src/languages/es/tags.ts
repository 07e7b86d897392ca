/**
 * The words of each tag, apart by spaces; the words of a sequence are joined by `_`. A word may have several tags. A word
 * with an accent stands for the same without one as well, unless that is listed by itself: `sí`, and `si`.
 */
const words = {
  // What turns a statement into its opposite.
  negation: 'no nunca jamás tampoco ni sin nadie ninguno ninguna ningún',
  /** Denies as `no` does, but elsewhere these words mean something else. */
  scarce: `
    pocos pocas muy_pocos muy_pocas poquísimas casi_nunca casi_ninguna casi_ningún casi_nada casi_nadie rara_vez raras_veces
    apenas no_todas no_todos no_cada no_siempre ya_no en_lugar_de en_vez_de libre_de libres_de exento_de exenta_de
    cero dejamos_de dejaron_de deje_de dejen_de dejar_de prohibido prohibida me_niego_a nos_negamos_a se_niega_a evite
    evitar evitamos de_ninguna_manera en_ningún_momento`,
  /** With these `no` and `nada` do not deny. */
  only: `
    no_solo no_sólo no_solamente no_únicamente no_nada_más nada_más nomás no_más no_importa cómo_no por_qué_no
    unas_pocas unos_pocos esta_mañana`,
  /** Of these, `no` goes with what stands before. */
  reassuring: `
    no_se_preocupe no_se_preocupen no_te_preocupes no_hay_problema no_hay_ningún_problema sin_problema no_pasa_nada
    no_tenga_cuidado no_cuelgue no_se_retire no_se_vaya claro_que_no creo_que_no dije_que_no por_supuesto_que_no`,
  undoing: `
    perdonamos perdonaron perdonó perdonado condonamos condonaron condonó condonado eliminamos eliminaron eliminó eliminado
    quitamos quitaron quitó quitado exentamos reembolsamos reembolsaron reembolsó reembolsado devolvimos devolvieron devolvió
    devuelto anulamos anularon anulado retiramos retirado descontamos acreditamos cancelado`,
  untrue: 'falso mentira mito rumor incorrecto equivocado imposible improbable cierto_no',
  truth: 'cierto verdad correcto seguro así el_caso',
  doubt: 'dudo dudamos duda_mucho niego negamos',
  noDoubt: `
    no_hay_duda no_hay_ninguna_duda no_cabe_duda sin_duda sin_duda_alguna sin_lugar_a_dudas no_dude no_lo_dude claro por_supuesto desde_luego
    no_olvide no_olviden no_se_olvide no_se_le_olvide`,

  // Questions.
  opensQuestion: '¿',
  closesQuestion: '?',
  wh: 'qué quién quiénes cuál cuáles cómo cuándo dónde cuánto cuánta cuántos cuántas',
  requesting: `
    me_permite me_permiten nos_permite nos_permiten me_autoriza nos_autoriza me_deja nos_deja me_da_permiso_de
    nos_da_permiso_de me_daría_permiso_de le_molesta_si le_molestaría_si le_importa_si le_importaría_si
    podría podríamos puedo puedo_yo habría_manera_de hay_forma_de hay_manera_de`,

  doubting: 'acaso será_que',
  sure: 'seguro segura seguros seguras cierto',

  // Conditions and wishes.
  supposing: `
    si en_caso_de en_caso_de_que en_caso_que a_menos_que salvo_que a_no_ser_que siempre_que siempre_y_cuando con_tal_de_que
    suponiendo_que supongamos_que imagine_que digamos_que como_si ni_si`,
  perhaps:
    'quizás quizá tal_vez a_lo_mejor parece puede_ser_que podría_ser_que puede_que es_posible_que es_probable_que ojalá ojalá_que',
  wanting: `
    quiero quiere quisiera queremos quieren desea deseo deseamos espero esperamos espera gustaría prefiero prefiere
    preferiría necesito necesita pidió pide`,

  // What is said by somebody.
  /** By whoever speaks. */
  telling: `
    informo informamos informarle informarles informe informemos aviso avisamos avisarle avisarles avise avisemos notifico
    notificamos notificarle notificarles recuerdo recordamos recordarle recordarles recuerde recuerden recuerda comento
    comentamos comentarle comentarles digo decimos decirle decirles diga digamos menciono mencionamos mencionarle indico
    indicamos indicarle explico explicamos explicarle aclaro aclaramos aclararle confirmo confirmamos confirmarle advierto
    advertimos advertirle garantizo garantizamos aseguro aseguramos asegurarle sepa sepan sepas sabía sabe sabes sabían saben enterado enterada consciente
    informado informada avisado avisada entiendo entienda comprenda comunicarle comunico comunicamos note
    tenga_en_cuenta tome_en_cuenta tenga_presente hago_saber hacerle_saber dejarle_saber
    dejo_saber favor_de_saber haga_constar consta significa quiere_decir mencioné mencionamos dije dijimos informé comenté expliqué avisé`,
  /** By others, or by the one who listens. */
  reported: `
    dijo dijeron dice dicen dijiste decía decían pensé creí mencionó mencionaron menciona mencionan comentó comentaron comenta informó
    informaron informa avisó avisaron explicó explicaron aseguró aseguraron prometió prometieron afirma afirman piensa
    piensan cree creen pensaba creía creían oí oyó escuché escuchó leí leyó contaron contó platicaron indicó indicaron`,
  heardSay:
    'han_dicho habían_dicho ha_dicho han_informado había_escuchado he_escuchado he_oído han_comentado han_contado',
  hearsay: `
    supuestamente según_ellos según_él según_ella según_usted según_dicen según_me_dijeron al_parecer aparentemente
    dizque disque se_supone_que se_dice_que se_rumora_que por_lo_que_oí por_lo_que_escuché`,
  thinking: 'creo pienso creemos pensamos opino recuerdo_que parece digo dije dijimos mencioné informé sé sabemos',
  person: `
    alguien ellos ellas él ella gente esposo esposa marido mujer hijo hija hermano hermana mamá papá madre padre amigo amiga
    vecino vecina primo prima novio novia compañero compañera colega supervisor supervisora gerente representante ejecutivo
    ejecutiva asesor asesora agente abogado abogada cliente clientes señor señora persona personas muchacho muchacha
    competencia juan maría josé`,
  rival: 'banco compañía empresa aseguradora proveedor carrier jefe patrón trabajo arrendador',
  /** What `usted` may do and we do not. */
  may: 'puede pueden podría podrían podrá podrán puedes debe deben quiere quieren desea desean',
  knowing: 'sabía sabe sabían saben sabías sabes sabrá',
  demonstrative: 'este esta estos estas esto ese esa esos esas eso',
  /** Whoever listens, as a subject. */
  you: 'usted ustedes tú él ella ellos ellas',
  listener: 'le les te me nos lo se a_usted a_ustedes',

  // When.
  was: 'era eran fue fueron estaba estaban había habían hubo solía solían',
  paid: `
    cobraron cobró cobramos pagó pagué pagaron pagaba cobraban facturaron facturó grababan grabaron grabó`,
  ago: `
    ayer antier anteayer anoche la_semana_pasada el_mes_pasado el_año_pasado la_última_vez la_vez_pasada hace_tiempo
    hace_años hace_un_mes hace_meses hace_una_semana antes en_aquel_entonces el_otro_día`,
  shortly: `
    en_un_momento en_un_momentito en_un_ratito en_un_rato en_un_minuto en_unos_minutos en_un_segundo más_tarde más_adelante
    al_rato después mañana la_próxima_vez la_próxima_semana`,
  planning: `
    voy_a vamos_a va_a van_a estaré estaremos podré podremos tendré tendremos voy vamos iré iremos diré diremos pediré pediremos
    preguntaré preguntaremos necesitaré necesitaremos explicaré explicaremos leeré leeremos`,
  mentioning: `
    explicar explicarle explico decir decirle digo leer leerle leo hablar hablarle mencionar mencionarle comentar comentarle pedir
    pedirle pido preguntar preguntarle pregunto diré pediré preguntaré explicaré leeré necesitaré necesitar informar informarle
    informo platicar platicarle dar darle`,

  // Requests.
  polite: 'posible amable bien molesta molestaría importa importaría gustaría',
  asking: `
    dar darme darnos dé deme denos da decir decirme decirnos diga dígame díganos confirmar confirmarme confirmarnos confirme confírmeme
    confirma verificar verificarme verifique proporcionar proporcionarme proporcione deletrear deletréeme deletrearme repetir
    repetirme repítame repita indicar indicarme indíqueme compartir compartirme comparta regalar regalarme regáleme brindar
    brindarme brinde necesito necesitamos pedirle pido ayudar ayudarme ayúdeme`,
  ordering: 'por_favor favor_de haga_el_favor_de puede_usted tiene_que debe_de hay_que',
  inviting: 'adelante siéntase_libre_de puede_usted tiene_permiso_de tiene_derecho_a',

  // Who does it, and what sentences are built of.
  can: `
    puede pueden podría podrían puedes podrá podrán debe deben quiere quieren desea va van está están estaba suele tiene
    tienen necesita había ha han`,
  /** What whoever speaks is or does: it has no pronoun, so that it is not dropped. */
  own: 'soy somos estoy estamos estaré estaremos puedo podemos podríamos voy vamos debo debemos he hemos tengo tenemos',
  /** With `que`, an obligation. */
  having: 'tengo tiene tenemos tienen tendrá tendría tendremos tendrán tendrían hay habrá',
  pleasing: 'gusta gustan quiere quieren desea desean prefiere',
  clitic: 'me te se le les lo la los las nos',
  subject: `
    yo tú él ella usted ustedes nosotros nosotras ellos ellas el la los las un una este esta estos estas ese esa esos esas esto
    eso mi mis su sus tu tus nuestro nuestra nuestros nuestras toda todo todas todos cada cualquier`,
  pronoun: 'yo tú usted ustedes nosotros nosotras ellos ellas ella él',
  article:
    'el la los las un una mi mis su sus tu tus nuestro nuestra nuestros nuestras este esta ese esa cada cualquier',
  we: 'yo nosotros nosotras',
  every: 'todo toda todos todas cada',
  possessive: 'mi mis su sus tu tus',
  auxiliary: 'es son está están será serán puede pueden podría hay',
  finite: `
    es son soy somos era fue será serán sería está están estoy estamos estará estarán estaba ha han he hemos había hay habrá puede
    pueden puedo podemos podría podrá va van voy vamos debe deben debemos debo tiene tengo tenemos tienen queda quedará`,
  conjunction: 'y e o u pero sino',
  opener: `
    y pero o pues bueno entonces ok okay sí claro ah eh oh ajá mire oiga perfecto listo muy_bien gracias buenos_días buenas
    buenas_tardes hola no_hay_de_qué ahora también correcto perdón disculpe`,
  /** Also without its accent, if something follows that no condition begins with. */
  answer: `
    sí ok okay ajá claro claro_que_sí claro_que_si si_está_bien si_esta_bien si_claro si_señor si_señora si_cómo_no si_como_no si_gracias si_por_favor
    si_correcto si_así_es si_ok si_okay`,
  subordinator: 'que porque cuando donde mientras aunque como hasta desde antes después para',
  takesObject: `
    paga pagar pagará pagan pago pagamos cobra cobrar cobrará cobran cobro cobramos cobrarán cobraremos tiene tener tendrá tenemos tengo
    hay haber habrá hace hacer hacemos hacen incluye incluir lleva llevar aplica aplicar aplicamos ofrece ofrecer ofrecemos genera requiere debe deber
    recibe recibir implica haciendo cobrando pagando ofreciendo permitido permite permiten permitimos necesario obligatorio autorizado cargamos carga cargan trata somos soy es son ver vemos vende vender vendemos quiero queremos`,

  /** Only hold others together: recognisers drop, add and swap them, and so do speakers. */
  binding: `
    el la los las lo un una unos unas le les se me te nos de del a al en con por para y e o u que su sus mi mis tu tus nuestro
    nuestra nuestros nuestras este esta estos estas ese esa esos esas esto eso yo tú usted ustedes él ella ellos ellas nosotros
    nosotras es son era eran fue fueron ser sido siendo será serán sea sean fuera fuese fueran sería serían está están estar estado
    estando estaba estará estarán esté ha han he hemos haber había hay habrá puede pueden podría podrían podrá va van
    debe deben como punto`,
  /** Say little by themselves, so that one more does not change what is said. */
  slight: `
    aquí ahí allí acá allá ya también muy bien pues bueno entonces ahora ahorita sí si ok okay oh ah eh ajá hoy todavía aún siempre
    realmente solo sólo solamente únicamente nomás mismo misma todo toda todos todas cada otro otra algún alguna qué quién cuál
    cómo cuándo dónde favor mire oiga claro así según sobre entre desde hasta más cual cuales actualmente simplemente nada`,
} as const;

/** The words of each tag, apart by white space; the words of a sequence are joined by `_`. A word may have several tags. */
export const tags = { ...words, small: `${words.binding} ${words.slight}` };
