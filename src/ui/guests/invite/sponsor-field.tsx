"use client";

import { Field } from "@/ui/primitives/field";
import { Select } from "@/ui/primitives/select";
import { useMembers } from "@/ui/people/use-members";
import { useMe } from "@/ui/realtime/use-channels";

interface SponsorFieldProps {
  /** Empty: the user. */
  value: string;
  /** A member who cannot be chosen. */
  except?: string;
  error: string | null | undefined;
  onChange: (sponsorId: string) => void;
}

/** The member who answers for a guest. */
export function SponsorField({ value, except, error = null, onChange }: SponsorFieldProps) {
  const me = useMe();
  const members = useMembers().filter(({ id }) => id !== except);
  return (
    <Field label="Invited by" hint="The guest sees this name, and asks this member." error={error}>
      <Select
        value={value || me.id}
        onChange={onChange}
        options={members.map(({ id, name }) => ({
          value: id,
          label: id === me.id ? `${name} (you)` : name,
        }))}
      />
    </Field>
  );
}
