"use client";

import { UserRoundSearch } from "lucide-react";
import { useState } from "react";
import type { Channel, CreatedInvite, GuestRequest } from "@/lib/api-types";
import { describeHours } from "@/lib/describe-hours";
import { ChannelNames } from "@/ui/guests/channel-names";
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
export function GuestRequests({ channels }: { channels: Channel[] }) {
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
    <li className="nums flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5 md:px-5">
      <span className="flex min-w-0 max-w-full items-center gap-3 normal-nums">
        <span className="grid size-8 shrink-0 place-items-center rounded-lg border border-line-strong border-dashed text-guest-ink">
          <UserRoundSearch aria-hidden className="size-4" />
        </span>
        <span className="min-w-0">
          <span className="block truncate font-medium">{name ? `${name} · ${email}` : email}</span>
          <span className="block text-ink-faint text-meta">
            asked by {askedBy.name}, <Time at={createdAt} />
          </span>
        </span>
      </span>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft text-meta">
        <ChannelNames ids={channelIds} channels={channels} />
        <span>{accessHours ? `for ${describeHours(accessHours)}` : "no end date"}</span>
      </span>
      <span className="ml-auto flex gap-2">
        <Button onClick={() => onDecide("decline")}>
          Decline
          <span className="sr-only"> the request for {email}</span>
        </Button>
        <Button variant="primary" onClick={() => onDecide("approve")}>
          Approve
          <span className="sr-only"> the request for {email}</span>
        </Button>
      </span>
      {reason && (
        <p className="w-full text-pretty pl-11 text-ink-soft [overflow-wrap:anywhere]">
          <q>{reason}</q>
        </p>
      )}
    </li>
  );
}
