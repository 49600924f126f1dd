"use client";

import type { Channel } from "@/lib/api-types";
import { Alert } from "@/ui/primitives/alert";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import type { RequestFailed } from "@/ui/request";
import { AccessLengthField } from "../access-length-field";
import { ChannelTermsPicker } from "./channel-terms-picker";
import type { GuestRules, InviteDraft } from "./invite-draft";
import { MoreTerms } from "./more-terms";

interface TermsFieldsProps {
  draft: InviteDraft;
  rules: GuestRules;
  channels: Channel[];
  sendsMail: boolean;
  /** The invitation exists already; its address stays. */
  isChange?: boolean;
  failure: RequestFailed | null;
  onChange: (draft: InviteDraft) => void;
}

/** Everything that an invitation says: which channels, for how long, for whom. */
export function TermsFields(props: TermsFieldsProps) {
  const { draft, rules, channels, sendsMail, isChange = false, failure, onChange } = props;
  const set = (part: Partial<InviteDraft>) => onChange({ ...draft, ...part });
  return (
    <div className="flex flex-col gap-5">
      <ChannelTermsPicker
        channels={channels}
        chosen={draft.channels}
        usual={() => rules.guestHistory}
        failure={failure}
        onChange={(chosen) => set({ channels: chosen })}
      />
      <AccessLengthField
        label="Access lasts"
        hint="Counted from when they join."
        choice={draft.access}
        maxDays={rules.guestMaxDays}
        onChange={(access) => set({ access })}
        error={failure?.issueFor("expiresAt") ?? failure?.issueFor("accessHours")}
      />
      {!isChange && (
        <Field
          label="E-mail"
          aside="optional"
          hint={describeAddress(draft.email.trim() !== "", sendsMail)}
          error={failure?.issueFor("email")}
        >
          <Input
            name="email"
            type="email"
            autoComplete="off"
            value={draft.email}
            onChange={(event) => set({ email: event.target.value })}
          />
        </Field>
      )}
      <MoreTerms
        draft={draft}
        rules={rules}
        isChange={isChange}
        failure={failure}
        onChange={onChange}
      />
      {failure && failure.issues.length === 0 && <Alert>{failure.message}</Alert>}
    </div>
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
