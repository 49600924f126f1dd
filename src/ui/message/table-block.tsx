"use client";

import { cn } from "@/ui/primitives/cn";
import type { Block } from "@/lib/markdown/parse-body";
import { Parts } from "./inline-parts";

interface TableBlockProps {
  block: Extract<Block, { kind: "table" }>;
  dir: "auto" | undefined;
}

/** A table as wide as it needs to be. It scrolls within the message if it does not fit. */
export function TableBlock({ block, dir }: TableBlockProps) {
  const cell = "max-w-96 border px-2 py-1 align-top";
  const side = (column: number) => ({ textAlign: block.align[column] ?? undefined });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrollable box must be reachable by keyboard
    <div role="group" aria-label="Table" tabIndex={0} className="max-w-full overflow-x-auto">
      <table dir={dir} className="nums border-collapse text-start [overflow-wrap:break-word]">
        <thead>
          <tr>
            {block.head.map((parts, column) => (
              <th key={column} scope="col" className={cn(cell, "bg-panel")} style={side(column)}>
                <Parts parts={parts} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            <tr key={index}>
              {row.map((parts, column) => (
                <td key={column} className={cell} style={side(column)}>
                  <Parts parts={parts} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
