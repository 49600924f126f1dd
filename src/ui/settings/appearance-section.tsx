"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "@/ui/primitives/page-frame";
import { Segmented } from "@/ui/primitives/segmented";
import { Section } from "./section";

export function AppearanceSection() {
  const { theme, changeTheme } = useTheme();
  return (
    <Section title="Appearance" lead="For this browser.">
      <Segmented
        label="Theme"
        value={theme}
        onChange={changeTheme}
        options={[
          { value: "light", label: <Choice icon={<Sun />}>Light</Choice> },
          { value: "dark", label: <Choice icon={<Moon />}>Dark</Choice> },
          { value: "system", label: <Choice icon={<Monitor />}>Match system</Choice> },
        ]}
      />
    </Section>
  );
}

function Choice({ icon, children }: { icon: React.ReactNode; children: string }) {
  return (
    <span className="flex items-center gap-1.5 [&_svg]:size-4">
      <span aria-hidden>{icon}</span>
      {children}
    </span>
  );
}
