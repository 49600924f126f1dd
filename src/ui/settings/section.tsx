import { type ReactNode, useId } from "react";

interface SectionProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** A section of the settings: its title at the left, its controls at the right. */
export function Section({ title, lead, children }: SectionProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-8 gap-y-4 border-t py-6 sm:grid-cols-[11rem_1fr]"
    >
      <div>
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {lead && <p className="mt-1 text-pretty text-ink-faint text-meta">{lead}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
