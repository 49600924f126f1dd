import { hueOf, NOBODY_ELSE } from "@/ui/people/avatar-hues";
import { Avatar } from "@/ui/primitives/avatar";
import { Section } from "@/ui/settings/section";
import { PictureField } from "./picture-field";

interface PictureSectionProps {
  face: { id: string; name: string; image: string | null };
}

export function PictureSection({ face }: PictureSectionProps) {
  return (
    <Section title="Picture" lead="Beside your name, in every workspace.">
      <PictureField
        path="/api/me/picture"
        noun="picture"
        face={<Avatar {...face} hue={hueOf(NOBODY_ELSE, face)} size="huge" />}
        removable={face.image !== null}
      />
    </Section>
  );
}
