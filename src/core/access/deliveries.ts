import { processWide } from "@/lib/process-wide";
import { GUESTS_ROOM } from "@/lib/rooms";
import { leaseIsFresh } from "./lease";

/** What leaves the server for people who are not connected, from before it was read who they are. */
export interface Deliveries {
  /**
   * Hands over to somebody who stands behind these gates; not at all if one of them was cut since this
   * began, or if this node may not serve guests and they are one. The signal is their cut.
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
      const cut = AbortSignal.any(named.map((gate) => controllerOf(gate).signal));
      if (cut.aborted || (named.includes(GUESTS_ROOM) && !leaseIsFresh())) return;
      await hand(cut);
    },
    end: () => void deliveries().delete(underWay),
  };
}

/** Ends what is on its way to everybody behind this gate, on this node. */
export function endDeliveries(gate: string): void {
  for (const underWay of deliveries()) underWay.cut(gate);
}
