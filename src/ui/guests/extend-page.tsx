"use client";

import Link from "next/link";
import { useState } from "react";
import type { Guest } from "@/lib/api-types";
import { Alert } from "@/ui/primitives/alert";
import { Button } from "@/ui/primitives/button";
import { PageHeader } from "@/ui/primitives/page-header";
import { request } from "@/ui/request";
import { describeMoment } from "@/ui/shell/describe-end";
import { WorkspacePageTitle } from "@/ui/shell/workspace-page-title";
import { serverNow } from "@/ui/server-clock";
import { useAction } from "@/ui/use-action";
import { hoursFromNow } from "./access-length";

const LENGTHS = [
  { days: 7, label: "7 more days" },
  { days: 30, label: "30 more days" },
  { days: 90, label: "90 more days" },
];

/** Gives a guest more time by one click. */
export function ExtendPage({ guest: given, slug }: { guest: Guest; slug: string }) {
  const [guest, setGuest] = useState(given);
  const [isDone, setDone] = useState(false);
  const { run, busy, failure } = useAction(async (days: number) => {
    const answer = await request<{ guest: Guest }>("PATCH", `/api/admin/guest/${guest.id}`, {
      expiresAt: extend(guest, days),
    });
    setGuest(answer.guest);
    setDone(true);
  });
  const title = `More time for ${guest.name}`;
  return (
    <>
      <WorkspacePageTitle>{title}</WorkspacePageTitle>
      <PageHeader title={title} />
      <div className="flex min-h-0 max-w-prose flex-1 flex-col gap-4 overflow-y-auto p-4 md:px-5">
        <p role="status">{describe(guest, isDone)}</p>
        {guest.expiresAt && !isDone && (
          <div className="flex flex-wrap gap-2">
            {LENGTHS.map(({ days, label }) => (
              <Button
                key={days}
                variant={days === 30 ? "primary" : "secondary"}
                disabled={busy}
                onClick={() => void run(days)}
              >
                {label}
              </Button>
            ))}
          </div>
        )}
        {guest.status === "locked" && (
          <p className="text-ink-soft">
            {guest.name} is cut off. More time alone does not let them in; restore them for that.
          </p>
        )}
        {failure && <Alert>{failure.issueFor("expiresAt") ?? failure.message}</Alert>}
        <p>
          <Link
            href={`/w/${slug}/guests`}
            className="font-medium text-accent underline underline-offset-2"
          >
            All guests
          </Link>
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

/** From the present end on, or from now on if it has passed. */
function extend({ expiresAt }: Guest, days: number): string {
  const from = Math.max(serverNow(), expiresAt ? Date.parse(expiresAt) : 0);
  return hoursFromNow(24 * days, from);
}
