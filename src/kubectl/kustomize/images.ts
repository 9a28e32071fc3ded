import type { Json } from '../client/api-client.ts';

/** An entry of `images:`. */
export interface ImageChange {
  name: string;
  newName?: string;
  newTag?: string;
  tagSuffix?: string;
  digest?: string;
}

/** Changes every container's image of that name, wherever the object keeps containers. */
export function changeImages(object: Json, change: ImageChange): void {
  if (object.kind === 'CustomResourceDefinition') return;
  visit(object, change);
}

function visit(value: Json, change: ImageChange): void {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries<Json>(value)) {
    if ((key === 'containers' || key === 'initContainers') && Array.isArray(inner)) {
      for (const container of inner) {
        if (typeof container?.image === 'string') container.image = changedImage(container.image, change);
      }
    }
    visit(inner, change);
  }
}

function changedImage(image: string, { name, newName, newTag, tagSuffix, digest }: ImageChange): string {
  const [, repository, tag = '', oldDigest = ''] = /^(.*?)(:[^:/@]+)?(@.+)?$/.exec(image)!;
  if (repository !== name) return image;
  const place = newName || repository;
  if (digest) return `${place}${newTag ? `:${newTag}` : ''}@${digest}`;
  if (newTag) return `${place}:${newTag}`;
  return `${place}${tag}${tag && tagSuffix ? tagSuffix : ''}${oldDigest}`;
}
