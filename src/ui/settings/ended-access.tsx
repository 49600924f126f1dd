"use client";

import { OtherWorkspaces } from "@/ui/gate/other-workspaces";
import { Mark } from "@/ui/primitives/mark";
import { type OwnWorkspace, useEndedAccess } from "./use-ended-access";

interface EndedAccessProps {
  userId: string;
  workspaces: readonly OwnWorkspace[];
}

/**
 * Says at once that access to a workspace has ended. It links to the page that gives the reason, and to the workspaces
 * that are still open to the user.
 */
export function EndedAccess({ userId, workspaces }: EndedAccessProps) {
  const ended = useEndedAccess(userId, workspaces);
  const others = workspaces.filter((workspace) => !ended.includes(workspace));
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
      {ended.length > 0 && (
        <OtherWorkspaces
          workspaces={others}
          className="my-3 rounded-lg bg-raised px-1 py-2 shadow-float"
        />
      )}
    </div>
  );
}
