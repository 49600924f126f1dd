"use client";

import { Check, Siren } from "lucide-react";
import type { Drill } from "@/lib/api-types";
import { describeFaults, toMs } from "@/lib/drill-words";
import { describeNodes } from "@/lib/receipt-words";
import { Alert } from "@/ui/primitives/alert";
import { Button } from "@/ui/primitives/button";
import { Time } from "@/ui/primitives/time";
import { DrillChart } from "./drill-chart";
import { DrillTable } from "./drill-table";
import { useDrills } from "./use-drills";

/** How many drills the chart and its table show. */
const SHOWN = 24;

/** The drills: the button that runs one, and how the last ones went. */
export function DrillPanel({ slug }: { slug: string }) {
  const { drills, isRunning, failure, run } = useDrills(slug);
  const shown = drills?.slice(0, SHOWN) ?? [];
  const [latest] = shown;
  return (
    <section aria-labelledby="drills" className="border-t px-4 py-5 md:px-5">
      <div className="flex items-start justify-between gap-x-6 gap-y-3 max-sm:flex-col">
        <div className="min-w-0 max-w-160">
          <h2 id="drills" className="font-semibold text-ui">
            Drills
          </h2>
          <p className="mt-0.5 text-pretty text-ink-soft">
            A test guest connects to every server, gets messages and is revoked, to measure how long
            it takes. Nobody sees them.
          </p>
        </div>
        <Button busy={isRunning} disabled={drills === null} onClick={() => void run()}>
          {!isRunning && <Siren aria-hidden />}
          Run a drill
        </Button>
      </div>
      <p role="status" className="mt-3 text-ink-soft text-meta empty:hidden">
        {isRunning && "The drill is running. It lasts some seconds if a node does not answer."}
        {!isRunning && drills?.length === 0 && "No drill has been run yet."}
      </p>
      {failure && <Alert className="mt-3">{failure}</Alert>}
      {latest && !isRunning && <Outcome drill={latest} />}
      {latest && (
        <>
          <DrillChart drills={shown} />
          <DrillTable drills={shown} />
        </>
      )}
    </section>
  );
}

/** How the latest drill went, in a sentence that screen readers announce. */
function Outcome({ drill }: { drill: Drill }) {
  if (!drill.ok) {
    return (
      <Alert className="mt-3">
        <p className="font-medium">
          The drill of <Time at={drill.at} show="moment" /> did not pass.
        </p>
        {describeFaults(drill).map((fault) => (
          <p key={fault}>{fault}</p>
        ))}
        <p className="text-ink-soft">Tell whoever runs the server, and run another one.</p>
      </Alert>
    );
  }
  const { connections, nodes, lastClosedMs } = drill;
  return (
    <p role="status" className="nums mt-3 flex items-start gap-1.5 text-confirmed-ink text-meta">
      <Check aria-hidden className="mt-px size-3.5 shrink-0 stroke-[2.5]" />
      <span>
        {connections} {connections === 1 ? "connection" : "connections"} cut, the last one gone
        after {toMs(lastClosedMs ?? 0)} · {describeNodes(nodes)} ·{" "}
        <Time at={drill.at} show="moment" />
      </span>
    </p>
  );
}
