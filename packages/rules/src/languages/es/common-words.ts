import { wordList } from '../word-lists.js';

/**
 * The words that most speech is made of, the commonest first, roughly: from general knowledge of Spanish on the telephone,
 * not from any data set. Without the small words, which phrases do not depend on.
 */
export const commonWords: readonly string[] = wordList(`
  hacer tiene hay tener bueno señora señor favor gracias vez momento llamada cuenta numero nombre tiempo dia pago pagar
  servicio informacion ayudar momentito hablar llamar llama llamando digo decir dice dijo quiere quiero puedo necesita
  necesito saber sabe ver va ir vamos dar dar plan tarjeta telefono correo direccion fecha nacimiento dolares mes meses
  año años semana hora dias problema cliente compañia empresa banco casa gente persona cosa cosas parte forma manera
  nuevo nueva primer primera mejor mayor grande pequeño mucho mucha muchos muchas poco menos mas dos tres cuatro cinco
  seis siete ocho nueve diez mil cien verdad cierto claro perfecto correcto acuerdo seguro seguridad calidad
  espera espere permitame permite digame confirmar confirma verificar solicitud documento documentos contrato
  cargo cargos cobro cobrar costo precio total saldo balance deuda oferta promocion producto venta ventas seguro
  gusta gustaria interesado interesada pregunta preguntas entiendo entiende entender recibir recibe enviar envio manda
  mandar llegar llega salir sale pasar pasa poner pone buscar busca encontrar encuentra trabajar trabajo familia
  esposa esposo hijo hija hoy mañana tarde noche lunes viernes enero ultimo ultima proximo proxima minutos segundos
  español ingles idioma estado ciudad codigo postal internet linea celular grabada grabar`).map((word) =>
  word.normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, ''),
);
