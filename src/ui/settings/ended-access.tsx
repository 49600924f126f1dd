"use client";

import { Mark } from "@/ui/primitives/mark";
import { useEndedAccess, type Visit } from "./use-ended-access";

interface EndedAccessProps {
  userId: string;
  visits: readonly Visit[];
}

/** Says on the spot that access to a workspace has ended, and leads to the reason. */
export function EndedAccess({ userId, visits }: EndedAccessProps) {
  const ended = useEndedAccess(userId, visits);
  return (
    <div role="alert" className="sticky top-3 z-20">
      {ended.map(({ id, slug, name }) => (
        <p
          key={id}
          className="my-3 flex animate-rise items-center gap-3 rounded-lg bg-raised px-4 py-3 shadow-float"
        >
          <Mark className="stroke-1 text-ink-soft" />
          <span className="min-w-0 flex-1">
            <span className="font-medium">Your access to {name} ended.</span> These settings stay
            yours.
          </span>
          <a
            href={`/w/${encodeURIComponent(slug)}/locked`}
            className="relative shrink-0 font-medium text-accent-ink touch-target hover:underline"
          >
            Read why
          </a>
        </p>
      ))}
    </div>
  );
}
