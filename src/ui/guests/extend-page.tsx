"use client";

import { useState } from "react";
import type { Guest } from "@/lib/api-types";
import { describeHours } from "@/lib/describe-hours";
import { Alert } from "@/ui/primitives/alert";
import { Button } from "@/ui/primitives/button";
import { PageHeader } from "@/ui/primitives/page-header";
import { TextLink } from "@/ui/primitives/text-link";
import { request } from "@/ui/request";
import { describeMoment } from "@/ui/shell/describe-end";
import { WorkspacePageTitle } from "@/ui/shell/workspace-page-title";
import { useAction } from "@/ui/use-action";
import { useHydrated } from "@/ui/use-hydrated";
import { type MoreTime, offerMoreTime } from "./more-time";

interface ExtendPageProps {
  guest: Guest;
  slug: string;
  /** For how many days the workspace allows access at most; null: any time. */
  maxDays: number | null;
}

/** Gives a guest more time by one click. */
export function ExtendPage({ guest: given, slug, maxDays }: ExtendPageProps) {
  const [guest, setGuest] = useState(given);
  const [isDone, setDone] = useState(false);
  const { run, busy, failure } = useAction(async ({ end }: MoreTime) => {
    const answer = await request<{ guest: Guest }>("PATCH", `/api/admin/guest/${guest.id}`, {
      expiresAt: end,
    });
    setGuest(answer.guest);
    setDone(true);
  });
  const isHydrated = useHydrated();
  const offered =
    isHydrated && guest.expiresAt && !isDone ? offerMoreTime(guest.expiresAt, maxDays) : null;
  const title = `More time for ${guest.name}`;
  return (
    <>
      <WorkspacePageTitle>{title}</WorkspacePageTitle>
      <PageHeader title={title} />
      <div className="flex min-h-0 max-w-prose flex-1 flex-col gap-4 overflow-y-auto p-4 md:px-5">
        <p role="status">{isHydrated && describe(guest, isDone)}</p>
        {offered && offered.length > 0 && (
          <div className="flex flex-wrap gap-2">
            {offered.map((one) => (
              <Button
                key={one.label}
                variant={one.isUsual ? "primary" : "secondary"}
                disabled={busy}
                onClick={() => void run(one)}
              >
                {one.label}
              </Button>
            ))}
          </div>
        )}
        {offered?.length === 0 && maxDays !== null && <NoMore slug={slug} maxDays={maxDays} />}
        {guest.status === "locked" && (
          <p className="text-ink-soft">
            The access of {guest.name} is revoked. More time alone does not let them in: restore it
            too.
          </p>
        )}
        {failure && <Alert>{failure.issueFor("expiresAt") ?? failure.message}</Alert>}
        <p>
          <TextLink href={`/w/${slug}/guests`}>All guests</TextLink>
        </p>
      </div>
    </>
  );
}

function describe({ name, email, expiresAt, status }: Guest, isDone: boolean): string {
  const who = `${name} (${email})`;
  if (expiresAt === null) return `The access of ${who} has no end date.`;
  const moment = describeMoment(expiresAt);
  if (isDone) return `The access of ${who} ends ${moment} now.`;
  return status === "expired"
    ? `The access of ${who} ended ${moment}. More time lets them in again.`
    : `The access of ${who} ends ${moment}.`;
}

/** The same people may change the settings of the workspace as may give guests more time. */
function NoMore({ slug, maxDays }: { slug: string; maxDays: number }) {
  return (
    <p className="text-pretty text-ink-soft">
      No more time can be given now: guests here have access for {describeHours(24 * maxDays)} at
      most, counted from today. An owner or an admin can change that in the{" "}
      <TextLink href={`/w/${slug}/settings`}>workspace settings</TextLink>.
    </p>
  );
}
