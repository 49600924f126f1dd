import type { ReactNode } from "react";
import { Mark } from "@/ui/primitives/mark";
import { GateScene } from "./gate-scene";

interface GateScreenProps {
  title: ReactNode;
  children: ReactNode;
  /** Shown under the title. */
  lead?: ReactNode;
  /** Shown under everything else. */
  foot?: ReactNode;
  open?: boolean;
}

/** The layout of the pages before sign-in: a column for the form, and a drawing of the gate beside it. */
export function GateScreen({ title, lead, foot, open = false, children }: GateScreenProps) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(30rem,1fr)_minmax(0,1fr)]">
      <main className="flex flex-col px-6 pt-[max(1.5rem,env(safe-area-inset-top))] pb-[max(1.5rem,env(safe-area-inset-bottom))] sm:px-10">
        <div className="flex items-center gap-2 font-semibold text-message">
          <Mark open={open} className="text-accent" />
          Gatehouse
        </div>
        <div className="m-auto w-full max-w-88 py-10">
          <h1 className="font-semibold text-display">{title}</h1>
          {lead && <div className="mt-2 text-pretty text-ink-soft text-message">{lead}</div>}
          <div className="mt-7">{children}</div>
          {foot}
        </div>
      </main>
      <div className="relative hidden overflow-hidden border-l bg-panel lg:block">
        <GateScene open={open} />
      </div>
    </div>
  );
}
