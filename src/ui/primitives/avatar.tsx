import type { CSSProperties } from "react";
import { cn } from "./cn";
import { Picture } from "./picture";

const sizes = {
  tiny: "size-5 text-[9px] rounded-md",
  small: "size-6 text-[10px] rounded-md",
  medium: "size-8 text-meta rounded-lg",
  large: "size-9 text-[13px] rounded-lg",
  huge: "size-14 text-title rounded-xl",
};

export interface AvatarProps {
  id: string;
  name: string;
  guest?: boolean;
  /** The address of their picture. */
  image?: string | null;
  /** In degrees. */
  hue?: number;
  size?: keyof typeof sizes;
  className?: string;
}

/**
 * A picture, or initials on the person's colour. A thin amber ring marks a guest. It is
 * decorative: the name must be beside it.
 */
export function Avatar({ name, guest, image, hue = 200, size = "medium", className }: AvatarProps) {
  return (
    <span
      aria-hidden
      style={{ "--hue": hue } as CSSProperties}
      className={cn(
        "avatar-tint relative inline-grid shrink-0 select-none place-items-center font-semibold leading-none",
        sizes[size],
        guest && "avatar-guest",
        className,
      )}
    >
      {readInitials(name)}
      {image && (
        <Picture
          address={image}
          className="absolute inset-0 size-full rounded-[inherit] bg-raised"
        />
      )}
    </span>
  );
}

/** The first letters of the first and the last word. A single word gives one letter. */
export function readInitials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}
