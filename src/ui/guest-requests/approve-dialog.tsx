"use client";

import { useState } from "react";
import type { Channel, CreatedInvite, GuestHistory, GuestRequest } from "@/lib/api-types";
import { describeHours } from "@/lib/describe-hours";
import { RulesFirst } from "@/ui/guests/invite/rules-first";
import { Alert } from "@/ui/primitives/alert";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { RequestFailed, request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { isWithin, readHours, toHoursChoice } from "./hours-field";
import { type Wanted, WantedFields } from "./wanted-fields";

interface ApproveDialogProps {
  asked: GuestRequest;
  slug: string;
  /** Those that the admin can see: they give no others. */
  channels: Channel[];
  onClose: () => void;
  onApproved: (decided: GuestRequest, invite: CreatedInvite) => void;
  returnFocus: () => HTMLElement | null;
}

/** Invites the guest whom somebody asked for. The admin may change the channels and the time first. */
export function ApproveDialog(props: ApproveDialogProps) {
  const { asked, slug, onClose } = props;
  return (
    <RulesFirst slug={slug} title={titleOf(asked)} onClose={onClose}>
      {({ guestMaxDays, guestHistory }) => (
        <ApproveForm {...props} maxDays={guestMaxDays} history={guestHistory} />
      )}
    </RulesFirst>
  );
}

const titleOf = ({ name, email }: GuestRequest) => `Invite ${name ?? email}`;

interface ApproveFormProps extends ApproveDialogProps {
  maxDays: number | null;
  history: GuestHistory;
}

function ApproveForm(props: ApproveFormProps) {
  const { asked, channels, maxDays, history, onClose, onApproved, returnFocus } = props;
  const seen = asked.channelIds.filter((id) => channels.some((channel) => channel.id === id));
  const [wanted, setWanted] = useState<Wanted>(() => ({
    channelIds: seen,
    hours: toHoursChoice(asked.accessHours, maxDays),
  }));
  const isCut = !isWithin(asked.accessHours ?? 0, maxDays);
  const hidden = asked.channelIds.length - seen.length;
  const { run, busy, failure } = useAction(async () => {
    if (wanted.channelIds.length === 0) throw noChannel();
    const answer = await request<{ request: GuestRequest; invite: CreatedInvite }>(
      "POST",
      `/api/admin/guest-request/${asked.id}/approve`,
      { channelIds: wanted.channelIds, accessHours: readHours(wanted.hours) },
    );
    onApproved(answer.request, answer.invite);
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={titleOf(asked)}
      description={`${asked.askedBy.name} asked for this guest, who will see: invited by ${asked.askedBy.name}.`}
      width="wide"
      onSubmit={() => void run()}
      returnFocus={returnFocus}
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="primary" busy={busy}>
            Approve and invite
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {hidden > 0 && (
          <p className="text-pretty text-ink-soft">
            {hidden === 1 ? "One of the channels" : `${hidden} of the channels`} that{" "}
            {asked.askedBy.name} asked for {hidden === 1 ? "is" : "are"} private, and you are not in{" "}
            {hidden === 1 ? "it" : "them"}. You can give only what you see.
          </p>
        )}
        {isCut && (
          <p className="text-pretty text-ink-soft">
            {asked.askedBy.name} asked for {describeHours(asked.accessHours ?? 0)}, which is longer
            than guests may have access here.
          </p>
        )}
        <WantedFields
          channels={channels}
          wanted={wanted}
          maxDays={maxDays}
          failure={failure}
          onChange={setWanted}
        />
        <p className="text-pretty text-ink-soft">
          {history === "all"
            ? "They will read everything that was written in these channels before they join."
            : "They will read only what is written in these channels after they join."}
        </p>
        {failure && !failure.issueFor("channelIds") && !failure.issueFor("accessHours") && (
          <Alert>{failure.message}</Alert>
        )}
      </div>
    </Dialog>
  );
}

const noChannel = () =>
  new RequestFailed("Choose at least one channel", "VALIDATION", 400, [
    { path: "channelIds", message: "Choose at least one channel" },
  ]);
