/**
 * The words that most speech is made of, the commonest first, roughly: from general knowledge of spoken English, not
 * from any data set. Without the small words, which phrases do not depend on.
 */
export const commonWords: readonly string[] = `
  know think one going good right see time well say mean people year way thing need look make take back two come go said work
  first day question thank new call much down many business last said market number three great help quarter over again more
  now find use give sure little lot money different kind something put these years been percent part tell before after
  through place big long week month today end start try talk name maybe feel bit next might line point really home customer
  customers company high second million dollars growth rate able change support keep never better off most both own same
  against few five four six seven eight nine ten hundred thousand billion zero date number account card check phone email
  address order pay paid payment bank service team always world old system problem case important sales results product products
  whole course done made getting coming using working looking trying saying talking thinking thought went came took gave got
  believe continue expect become remember happen happened seen show ask asked answer question questions let leave left run set
  hope care side real another actually basically obviously probably yeah yes hello hi thanks sorry please okay fine nice
  information plan price cost term terms strong current total full early late half third fourth forward
  morning afternoon evening night hour hours minute minutes days weeks months half person man woman life house state city
  country school job process data program report news public general level area group value order open close
  include including however also because while where during under between within without since until
  speak hear read write send sent buy bought sell sold play move live stay stand turn hold bring build add grow increase
  reduce drive focus deliver offer create provide allow opportunity opportunities investment performance demand capacity
  impact significant additional future past recent similar certain single best less least far near away around across`
  .trim()
  .split(/\s+/);
