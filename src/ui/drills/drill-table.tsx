import type { Drill } from "@/lib/api-types";
import { describeFaults, toMs } from "@/lib/drill-words";
import { Table, TableCell, TableHead, TableRow } from "@/ui/primitives/table";
import { Time } from "@/ui/primitives/time";

/** The figures of the chart in words. */
export function DrillTable({ drills }: { drills: Drill[] }) {
  return (
    <details className="mt-2">
      <summary className="w-fit cursor-pointer rounded-sm text-accent-ink text-meta underline decoration-accent/40 underline-offset-3 coarse:py-3">
        All figures
      </summary>
      <div className="mt-2 overflow-x-auto">
        <Table
          aria-label="The last drills"
          className="border-t [&_:is(td,th):first-child]:pl-0 max-sm:[&_:is(td,th)]:px-2"
        >
          <thead>
            <tr>
              <TableHead>When</TableHead>
              <TableHead>Outcome</TableHead>
              <TableHead>Last gone</TableHead>
              <TableHead className="max-sm:hidden">Answered</TableHead>
              <TableHead>Nodes</TableHead>
            </tr>
          </thead>
          <tbody>
            {drills.map((drill) => (
              <DrillRow key={drill.id} drill={drill} />
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}

function DrillRow({ drill }: { drill: Drill }) {
  const { at, ok, lastClosedMs, answeredMs, nodes } = drill;
  return (
    <TableRow className="align-top">
      <TableCell className="whitespace-nowrap text-ink-soft">
        <Time at={at} show="moment" />
      </TableCell>
      <TableCell className={ok ? "" : "min-w-48"}>
        {ok ? "Passed" : describeFaults(drill).join(" ")}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {lastClosedMs === null ? "not seen" : toMs(lastClosedMs)}
      </TableCell>
      <TableCell className="whitespace-nowrap max-sm:hidden">
        {answeredMs === null ? "no answer" : toMs(answeredMs)}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {nodes.confirmed} of {nodes.expected}
      </TableCell>
    </TableRow>
  );
}
