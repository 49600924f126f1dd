"use client";

import { UserRoundSearch } from "lucide-react";
import { useState } from "react";
import type { Channel, CreatedInvite, GuestRequest } from "@/lib/api-types";
import { describeHours } from "@/lib/describe-hours";
import { ChannelNames } from "@/ui/guests/channel-names";
import { Reason } from "@/ui/guests/reason";
import { Button } from "@/ui/primitives/button";
import { Time } from "@/ui/primitives/time";
import { ApproveDialog } from "./approve-dialog";
import { DeclineDialog } from "./decline-dialog";
import { InvitedDialog } from "./invited-dialog";
import { useOpenRequests } from "./use-requests";

type OpenDialog =
  | { kind: "approve" | "decline"; request: GuestRequest }
  | { kind: "invited"; request: GuestRequest; invite: CreatedInvite };

/** Gets the focus when a request is decided and its buttons disappear. */
const TITLE_ID = "guest-requests";

/** What members ask for, until an admin has decided. */
export function GuestRequests({ slug, channels }: { slug: string; channels: Channel[] }) {
  const { requests, put } = useOpenRequests();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = () => setDialog(null);
  const returnFocus = () => document.getElementById(TITLE_ID);
  return (
    <>
      {requests.length > 0 && channels.length > 0 && (
        <section aria-labelledby={TITLE_ID} className="border-b pb-2">
          <h2
            id={TITLE_ID}
            tabIndex={-1}
            className="px-4 pt-4 pb-1 font-medium text-ink-faint text-meta md:px-5"
          >
            {requests.length === 1
              ? "1 request for a guest"
              : `${requests.length} requests for guests`}
          </h2>
          <ul>
            {requests.map((request) => (
              <RequestRow
                key={request.id}
                request={request}
                channels={channels}
                onDecide={(kind) => setDialog({ kind, request })}
              />
            ))}
          </ul>
        </section>
      )}
      {dialog?.kind === "approve" && (
        <ApproveDialog
          asked={dialog.request}
          slug={slug}
          channels={channels}
          onClose={close}
          returnFocus={returnFocus}
          onApproved={(request, invite) => {
            put(request);
            setDialog({ kind: "invited", request, invite });
          }}
        />
      )}
      {dialog?.kind === "decline" && (
        <DeclineDialog
          asked={dialog.request}
          onClose={close}
          returnFocus={returnFocus}
          onDeclined={(request) => {
            put(request);
            close();
          }}
        />
      )}
      {dialog?.kind === "invited" && (
        <InvitedDialog {...dialog} onClose={close} returnFocus={returnFocus} />
      )}
    </>
  );
}

interface RequestRowProps {
  request: GuestRequest;
  channels: Channel[];
  onDecide: (how: "approve" | "decline") => void;
}

function RequestRow({ request, channels, onDecide }: RequestRowProps) {
  const { email, name, channelIds, reason, accessHours, askedBy, createdAt } = request;
  return (
    <li className="nums flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-2.5 md:px-5">
      <div className="flex min-w-0 flex-1 basis-72 items-start gap-3 normal-nums">
        <span className="grid size-8 shrink-0 place-items-center rounded-lg border border-line-strong border-dashed text-guest-ink">
          <UserRoundSearch aria-hidden className="size-4" />
        </span>
        <div className="flex min-w-0 flex-col gap-0.5">
          <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <span className="min-w-0 truncate font-medium">{name ?? email}</span>
            {name && <span className="min-w-0 truncate text-ink-faint text-meta">{email}</span>}
          </p>
          {reason && (
            <p className="max-w-160 text-pretty text-ink-soft [overflow-wrap:anywhere]">
              <Reason>{reason}</Reason>
            </p>
          )}
          <p className="flex flex-wrap items-center gap-x-3 text-ink-faint text-meta">
            <span>
              asked by {askedBy.name}, <Time at={createdAt} />
            </span>
            <ChannelNames ids={channelIds} channels={channels} />
            <span>{accessHours ? `for ${describeHours(accessHours)}` : "no end date"}</span>
          </p>
        </div>
      </div>
      <span className="flex gap-2 max-sm:w-full max-sm:pl-11 [&>button]:max-sm:flex-1">
        <Button onClick={() => onDecide("decline")}>
          Decline
          <span className="sr-only"> the request for {email}</span>
        </Button>
        <Button variant="primary" onClick={() => onDecide("approve")}>
          Approve
          <span className="sr-only"> the request for {email}</span>
        </Button>
      </span>
    </li>
  );
}
