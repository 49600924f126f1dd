import { RequestFailed } from "@/ui/request";

const SIDE_PX = 256;
const UNREADABLE = "Your browser cannot read this as a picture. Try a PNG or a JPEG.";

/**
 * Crops any picture that the browser can read to its middle: square and small. The metadata that a camera wrote into
 * the file, such as the place, is lost.
 * @throws RequestFailed with a sentence for people
 */
export async function cropPicture(file: File): Promise<Blob> {
  const address = URL.createObjectURL(file);
  try {
    return await toBlob(drawMiddle(await readImage(address)));
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function readImage(address: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
  } catch {
    throw new RequestFailed(UNREADABLE, "VALIDATION");
  }
  return image;
}

function drawMiddle(image: HTMLImageElement): HTMLCanvasElement {
  const { naturalWidth: width, naturalHeight: height } = image;
  const side = Math.min(width, height);
  const canvas = document.createElement("canvas");
  canvas.width = SIDE_PX;
  canvas.height = SIDE_PX;
  const paper = canvas.getContext("2d");
  // An SVG may have no size of its own.
  if (!paper || side === 0) throw new RequestFailed(UNREADABLE, "VALIDATION");
  paper.imageSmoothingQuality = "high";
  paper.drawImage(
    image,
    (width - side) / 2,
    (height - side) / 2,
    side,
    side,
    0,
    0,
    SIDE_PX,
    SIDE_PX,
  );
  return canvas;
}

/** Encodes as WebP, or as PNG if the browser cannot write WebP. */
function toBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new RequestFailed(UNREADABLE, "VALIDATION"))),
      "image/webp",
      0.9,
    );
  });
}
