"use client";

import type { ReactNode } from "react";
import type { OwnAccess, OwnChannel } from "@/lib/api-types";
import { ChannelSign } from "@/ui/channel/channel-name";
import { Dialog } from "@/ui/primitives/dialog";
import { Spinner } from "@/ui/primitives/spinner";
import { useNow } from "@/ui/primitives/time";
import { RetryAlert } from "@/ui/primitives/retry-alert";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { describeMoment } from "@/ui/shell/describe-end";
import { describeLeft } from "./describe-left";
import { Takeout } from "./takeout";
import { useOwnAccess } from "./use-own-access";

interface OwnAccessDialogProps {
  onClose: () => void;
  returnFocus: () => HTMLElement | null;
}

/** For a guest: who hosts them, until when, what they can see, and what others see of them. */
export function OwnAccessDialog({ onClose, returnFocus }: OwnAccessDialogProps) {
  const { workspace } = useRealtime();
  const { access, failure, retry } = useOwnAccess();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      returnFocus={returnFocus}
      title="Your access"
      description={`You are a guest in ${workspace.name}.`}
    >
      {failure && <RetryAlert failure={failure} onRetry={retry} />}
      {!failure && !access && <Spinner className="mx-auto my-6" />}
      {!failure && access && <Terms access={access} />}
    </Dialog>
  );
}

function Terms({ access }: { access: OwnAccess }) {
  const { workspace } = useRealtime();
  return (
    <div className="flex flex-col gap-5">
      <Part name="Invited by">
        {access.sponsor ??
          `Nobody at the moment. An admin of ${workspace.name} will name somebody.`}
      </Part>
      <Part name="Until">
        <Until endsAt={access.endsAt} />
      </Part>
      <Part name={access.channels.length === 1 ? "Your channel" : "Your channels"}>
        {access.channels.length === 0 && "None at the moment."}
        <ul className="flex flex-col gap-2">
          {access.channels.map((channel) => (
            <ChannelTerms key={channel.id} channel={channel} />
          ))}
        </ul>
      </Part>
      <Part name="Take along what you wrote">
        <Takeout allowed={access.takeout} />
      </Part>
      <Part name="What others see of you">
        <SeenByOthers />
      </Part>
    </div>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section aria-label={name}>
      <h3 className="mb-1 font-medium text-ink-faint text-meta">{name}</h3>
      <div className="text-pretty [overflow-wrap:anywhere]">{children}</div>
    </section>
  );
}

function Until({ endsAt }: { endsAt: string | null }) {
  const now = useNow();
  if (endsAt === null) return "Your access has no end date.";
  const left = now === null ? null : Date.parse(endsAt) - now;
  return (
    <>
      {describeMoment(endsAt)}
      {left !== null && (
        <span className="block text-ink-soft">
          {left > 0 ? `${describeLeft(left)} left` : "It ends now."}
        </span>
      )}
    </>
  );
}

function ChannelTerms({ channel }: { channel: OwnChannel }) {
  const { historyFrom, expiresAt } = channel;
  return (
    <li>
      <span className="flex items-center gap-1.5 font-medium">
        <ChannelSign channel={{ ...channel, guestCount: 0 }} className="text-ink-faint" />
        {channel.name}
      </span>
      <span className="block pl-5.5 text-ink-soft text-meta">
        {historyFrom
          ? `You read what was written since ${describeMoment(historyFrom)}.`
          : "You read everything in it."}
        {expiresAt && ` It ends for you ${describeMoment(expiresAt)}.`}
      </span>
    </li>
  );
}

function SeenByOthers() {
  return (
    <ul className="flex list-disc flex-col text-ink-soft gap-1 pl-4.5 marker:text-ink-faint">
      <li>
        Members see your name and picture, that you are a guest, who invited you, when you are here,
        what time it is where you are, and what you write and share in channels that they can see.
      </li>
      <li>Other guests see the same of you, and only those who are in a channel with you.</li>
      <li>
        Admins also see your e-mail address, when you were here and from which devices and
        addresses, what you downloaded, and every change of your access. They can look at all that
        you can see.
      </li>
    </ul>
  );
}
