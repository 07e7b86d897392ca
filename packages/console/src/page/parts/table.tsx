import type { ReactNode } from 'react';
import s from './table.module.css';

export interface Column<Row> {
  readonly name: string;
  /** Numbers stand at the right. */
  readonly isNumber?: boolean;
  /** Given up first if there is no room. */
  readonly isMinor?: boolean;
  /** May be broken into lines; others may not. */
  readonly isText?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** In place of rows, if there are none. */
  readonly empty: string;
}

/** A table; on a phone each row is a block, and each cell says what it is. */
export function Table<Row>({ label, columns, rows, keyOf, empty }: TableProps<Row>) {
  if (rows.length === 0) return <p className={s.empty}>{empty}</p>;
  return (
    <div className={s.scroller} role="group" aria-label={label} tabIndex={0}>
      <table className={s.table}>
        <caption className="hidden">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={look(column)}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.name} className={look(column)} data-name={column.name}>
                  <div>{column.cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const look = ({ isNumber, isMinor, isText }: Column<never>) =>
  `${isNumber === true ? s.number : ''} ${isMinor === true ? s.minor : ''} ${isText === true ? s.text : ''}`;
