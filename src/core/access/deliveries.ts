import { processWide } from "@/lib/process-wide";
import { GUESTS_ROOM } from "@/lib/rooms";
import { leaseIsFresh, leftOfLeaseMs, readClocks } from "./lease";

/** What leaves the server for people who are not connected, from before it was read who they are. */
export interface Deliveries {
  /**
   * Hands over to somebody who stands behind these gates; not at all if one of them was cut since this
   * began. The signal is their cut. To a guest only while this node may serve guests, and only within a
   * lease of the beginning: no sweep looks at what waits here, so what was read then confirms no longer.
   */
  deliver(gates: string[], hand: (cut: AbortSignal) => Promise<void>): Promise<void>;
  end(): void;
}

interface UnderWay {
  cut(gate: string): void;
}

declare module "@/lib/process-wide" {
  interface ProcessWide {
    deliveries?: Set<UnderWay>;
  }
}

function deliveries(): Set<UnderWay> {
  const slot = processWide();
  slot.deliveries ??= new Set();
  return slot.deliveries;
}

/** Begin before reading who is to get something: a cut that lands between the two would be missed. */
export function beginDeliveries(): Deliveries {
  const begun = readClocks();
  const gates = new Map<string, AbortController>();
  const controllerOf = (gate: string) => {
    const controller = gates.get(gate) ?? new AbortController();
    gates.set(gate, controller);
    return controller;
  };
  const underWay = { cut: (gate: string) => controllerOf(gate).abort() };
  deliveries().add(underWay);
  return {
    async deliver(named, hand) {
      const signals = named.map((gate) => controllerOf(gate).signal);
      if (named.includes(GUESTS_ROOM)) {
        const left = Math.floor(leftOfLeaseMs(begun));
        if (left <= 0 || !leaseIsFresh()) return;
        signals.push(AbortSignal.timeout(left));
      }
      const cut = AbortSignal.any(signals);
      if (!cut.aborted) await hand(cut);
    },
    end: () => void deliveries().delete(underWay),
  };
}

/** Ends what is on its way to everybody behind this gate, on this node. */
export function endDeliveries(gate: string): void {
  for (const underWay of deliveries()) underWay.cut(gate);
}
