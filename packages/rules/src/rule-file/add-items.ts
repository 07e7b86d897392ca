import { isSeq, parseDocument, Scalar } from 'yaml';

/**
 * Adds texts to the end of a list in YAML, and the keys that lead to it if they are missing. Comments and order stay as they are.
 *
 * @param path keys and places, from 0, that lead to the list: `['disclosures', 0, 'examples', 'said']`
 * @throws Error if the path leads through a scalar, or to something other than a list
 */
export function addItems(source: string, path: readonly (string | number)[], items: readonly string[]): string {
  const document = parseDocument(source);
  const nodes = items.map(quoted);
  const list = document.getIn(path);
  if (list === undefined) document.setIn(path, document.createNode(nodes));
  else if (isSeq(list)) list.items.push(...nodes);
  else throw new Error(`${path.join('.')} is no list`);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function quoted(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}
