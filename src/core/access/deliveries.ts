import { processWide } from "@/lib/process-wide";
import { GUESTS_ROOM } from "@/lib/rooms";
import { leaseIsFresh, leftOfLeaseMs, readClocks } from "./lease";

/** What is sent to people who are not connected, from before it is read who they are. */
export interface Deliveries {
  /**
   * Calls `hand` for somebody behind these gates, unless one of the gates was cut since `beginDeliveries`. The signal
   * aborts at a cut. For a guest it is called only while this node may serve guests, and only within one lease after
   * the beginning: no sweep checks what waits here, so what was read at the beginning is no longer confirmed after
   * that.
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

/** Call it before reading who gets something: a cut between the two would be missed otherwise. */
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

/** Stops all deliveries on this node to everybody behind this gate. */
export function endDeliveries(gate: string): void {
  for (const underWay of deliveries()) underWay.cut(gate);
}
