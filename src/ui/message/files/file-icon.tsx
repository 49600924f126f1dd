import { FileArchive, FileImage, FileText, File as Plain } from "lucide-react";

const ICONS = [
  { fits: /^image\//, Icon: FileImage },
  { fits: /^text\/|pdf|xml|rtf|document|sheet|presentation|msword/, Icon: FileText },
  { fits: /zip|tar|compressed|rar|7z/, Icon: FileArchive },
];

export function FileIcon({ type, className }: { type: string; className?: string }) {
  const { Icon } = ICONS.find(({ fits }) => fits.test(type)) ?? { Icon: Plain };
  return <Icon aria-hidden className={className} />;
}
