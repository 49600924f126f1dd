"use client";

import { useState } from "react";
import type { Channel, CreatedInvite } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Alert } from "@/ui/primitives/alert";
import { Select } from "@/ui/primitives/select";
import { RequestFailed, request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { fromLocalInput } from "./access-length";
import { type AccessChoice, AccessLengthField } from "./access-length-field";
import { ChannelPicker } from "./channel-picker";

export interface InviteTerms {
  email: string;
  maxUses: number;
}

const USES = [
  { value: "1", label: "One person" },
  { value: "5", label: "Up to 5 people" },
  { value: "25", label: "Up to 25 people" },
];

interface InviteFormProps {
  workspace: { slug: string; name: string };
  sendsMail: boolean;
  channels: Channel[];
  onOpenChange: (open: boolean) => void;
  onMade: (invite: CreatedInvite, terms: InviteTerms) => void;
}

export function InviteForm(props: InviteFormProps) {
  const { workspace, sendsMail, channels, onOpenChange, onMade } = props;
  const [chosen, setChosen] = useState<string[]>([]);
  const [email, setEmail] = useState("");
  const [access, setAccess] = useState<AccessChoice>({ length: "720", date: "" });
  const [uses, setUses] = useState("1");
  const { run, busy, failure } = useAction(async () => {
    if (chosen.length === 0) throw refuse("channelIds", "Choose at least one channel");
    const terms = { email: email.trim(), maxUses: email.trim() ? 1 : Number(uses) };
    const answer = await request<{ invite: CreatedInvite }>("POST", "/api/admin/guest", {
      workspace: workspace.slug,
      channelIds: chosen,
      email: terms.email || undefined,
      maxUses: terms.maxUses,
      ...readAccess(access),
    });
    onMade(answer.invite, terms);
  });

  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Invite a guest"
      description="They see the channels you tick and the people in them, nothing else."
      width="wide"
      onSubmit={() => void run()}
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="primary" busy={busy}>
            {sendsMail && email.trim() ? "Send invitation" : "Create invitation link"}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <ChannelPicker
          channels={channels}
          chosen={chosen}
          onChange={setChosen}
          error={failure?.issueFor("channelIds")}
        />
        <AccessLengthField
          label="Access lasts"
          hint="Counted from when they join."
          choice={access}
          onChange={setAccess}
          error={failure?.issueFor("expiresAt") ?? failure?.issueFor("accessHours")}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          <Field
            label="E-mail"
            aside="optional"
            hint={describeAddress(email.trim() !== "", sendsMail)}
            error={failure?.issueFor("email")}
          >
            <Input
              name="email"
              type="email"
              autoComplete="off"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </Field>
          <Field label="Link works for" error={failure?.issueFor("maxUses")}>
            <Select
              value={email.trim() ? "1" : uses}
              onChange={setUses}
              options={USES}
              disabled={email.trim() !== ""}
            />
          </Field>
        </div>
        {failure && failure.issues.length === 0 && <Alert>{failure.message}</Alert>}
      </div>
    </Dialog>
  );
}

/**
 * A link that was shown on a screen proves nothing about an address. Anyone who has it can claim the address that it is
 * for.
 */
function describeAddress(isGiven: boolean, sendsMail: boolean): string {
  if (sendsMail) return "The invitation is sent there, and its link is shown to nobody.";
  return isGiven
    ? "Whoever has the link can use it, but only by giving this address."
    : "Whoever has the link can use it.";
}

function readAccess({ length, date }: AccessChoice): { accessHours?: number; expiresAt?: string } {
  if (length === "none") return {};
  if (length !== "date") return { accessHours: Number(length) };
  const expiresAt = fromLocalInput(date);
  if (!expiresAt) throw refuse("expiresAt", "Choose a date and a time");
  return { expiresAt };
}

function refuse(path: string, message: string): RequestFailed {
  return new RequestFailed(message, "VALIDATION", 400, [{ path, message }]);
}
