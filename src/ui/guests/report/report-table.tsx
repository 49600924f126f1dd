import { cn } from "@/ui/primitives/cn";

interface ReportTableProps {
  /** What a screen reader calls it. */
  name: string;
  heads: string[];
  rows: { key: string; cells: string[] }[];
}

/** A table of plain text, for a page that is printed. It scrolls by itself where the page is narrow. */
export function ReportTable({ name, heads, rows }: ReportTableProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <section aria-label={name} tabIndex={0} className="overflow-x-auto print:overflow-visible">
      <table className="nums w-full border-collapse text-left">
        <thead>
          <tr>
            {heads.map((head) => (
              <th
                key={head}
                scope="col"
                className="border-line-strong border-b py-1.5 pr-4 font-medium text-ink-soft text-meta"
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="break-inside-avoid align-top">
              {cells.map((cell, n) => (
                <td
                  key={heads[n]}
                  dir="auto"
                  className={cn(
                    "border-b py-1.5 pr-4",
                    n === 0 && "font-medium normal-nums",
                    // On a phone the table scrolls, so no word has to be broken.
                    "min-w-20 [overflow-wrap:anywhere] max-sm:[overflow-wrap:normal]",
                  )}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
