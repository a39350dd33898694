/** Names of workspaces' folders, stored sources and logs. Nothing of a person's own names ever becomes a path. */
export function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const isRandomName = (name: string): boolean => /^[0-9a-f]{16}$/.test(name);
