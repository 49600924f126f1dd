"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { SubmitButton } from "@/ui/primitives/submit-button";
import { toast } from "@/ui/primitives/toast";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { Section } from "./section";

export function NameSection({ name: saved }: { name: string }) {
  const router = useRouter();
  const [name, setName] = useState(saved);
  const { run, busy, failure } = useAction(async () => {
    await request("POST", "/api/auth/update-user", { name: name.trim() });
    toast.success("Your name is changed");
    router.refresh();
  });
  return (
    <Section title="Name" lead="How people see you, in every workspace.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <Field
          label="Your name"
          error={failure?.message}
          action={
            <SubmitButton
              className="h-9"
              busy={busy}
              disabled={name.trim() === "" || name.trim() === saved}
            >
              Save name
            </SubmitButton>
          }
        >
          <Input
            name="name"
            autoComplete="name"
            required
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      </form>
    </Section>
  );
}
