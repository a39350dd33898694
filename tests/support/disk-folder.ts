import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Bytes, DirectAccess, Folder, FolderFile, Writing } from '#workspace/folder.ts';

/** Thrown by everything from the moment on at which the process is to have died. */
export class Died extends Error {}

/** Counts what changes the disk, and ends it at one of these: `die` leaves a write half done, `full` refuses it. */
export class Faults {
  count = 0;
  died = false;

  constructor(
    readonly at = Infinity,
    readonly kind: 'die' | 'full' = 'die',
  ) {}

  /** Gives whether this is the operation at which it dies. */
  step(writes: boolean): boolean {
    if (this.died) throw new Died();
    this.count++;
    if (this.kind === 'full' && writes && this.count >= this.at)
      throw new DOMException('The quota is used up.', 'QuotaExceededError');
    if (this.kind === 'die' && this.count === this.at) this.died = true;
    return this.died;
  }

  read(): void {
    if (this.died) throw new Died();
  }
}

/** What a folder of OPFS does, on a disk: a page's kind of writing, or that of workers, which writes in place. */
export function diskFolder(path: string, faults = new Faults(), direct = false): Folder {
  const notFound = (name: string) => new DOMException(`${name} is not there.`, 'NotFoundError');
  const checked = (name: string): string => {
    if (name === '' || name === '.' || name === '..' || /[/\\]/.test(name)) throw new TypeError('Name is not allowed.');
    return join(path, name);
  };
  return {
    async getDirectoryHandle(name, options) {
      const to = checked(name);
      faults.read();
      if (!existsSync(to)) {
        if (!options?.create || !existsSync(path)) throw notFound(name);
        if (faults.step(false)) throw new Died();
        mkdirSync(to);
      }
      return diskFolder(to, faults, direct);
    },
    async getFileHandle(name, options) {
      const to = checked(name);
      faults.read();
      if (!existsSync(to)) {
        if (!options?.create || !existsSync(path)) throw notFound(name);
        if (faults.step(true)) throw new Died();
        closeSync(openSync(to, 'w'));
      }
      return diskFile(to, name, faults, direct);
    },
    async removeEntry(name, options) {
      const to = checked(name);
      faults.read();
      if (!existsSync(to)) throw notFound(name);
      if (statSync(to).isDirectory() && !options?.recursive && readdirSync(to).length > 0)
        throw new DOMException('Not empty.', 'InvalidModificationError');
      const dies = faults.step(false);
      // a folder is removed file by file
      if (dies) {
        if (statSync(to).isDirectory())
          for (const inside of readdirSync(to).slice(1)) rmSync(join(to, inside), { recursive: true });
        throw new Died();
      }
      rmSync(to, { recursive: true });
    },
    async *keys() {
      faults.read();
      if (!existsSync(path)) throw notFound(path);
      for (const name of readdirSync(path)) yield name;
    },
  };
}

function diskFile(path: string, name: string, faults: Faults, direct: boolean): FolderFile {
  const file: FolderFile = {
    async getFile() {
      faults.read();
      if (!existsSync(path)) throw new DOMException(`${name} is not there.`, 'NotFoundError');
      return new File([readFileSync(path)], name);
    },
    async createWritable() {
      const swap = `${path}.crswap`;
      const { write, close } = inPlace(swap, faults);
      let at = 0;
      const writing: Writing = {
        async write(bytes) {
          at += write(bytes, at);
        },
        async close() {
          close();
          if (faults.step(true)) throw new Died();
          if (!existsSync(swap)) throw new DOMException(`${name} is not there.`, 'NotFoundError');
          renameSync(swap, path);
        },
        async abort() {
          faults.read();
          close();
          rmSync(swap, { force: true });
        },
      };
      return writing;
    },
  };
  if (!direct) return file;
  return {
    ...file,
    async createSyncAccessHandle(options): Promise<DirectAccess> {
      faults.read();
      if (options?.mode === 'read-only') {
        const opened = openSync(path, 'r');
        return {
          read: (into, { at }) => readSync(opened, into, 0, into.length, at),
          write: () => 0,
          flush: () => undefined,
          close: () => closeSync(opened),
        };
      }
      const { write, close } = inPlace(path, faults);
      return {
        read: () => 0,
        write(bytes, { at }) {
          try {
            return write(bytes, at);
          } catch (error) {
            if (!(error instanceof DOMException)) throw error;
            // as Chromium tells it: what fits, or an error's code without its sign
            return faults.count % 2 === 0 ? bytes.length >> 1 : 4_294_967_288;
          }
        },
        flush: () => faults.read(),
        close,
      };
    },
  };
}

function inPlace(path: string, faults: Faults): { write(bytes: Bytes, at: number): number; close(): void } {
  const opened = openSync(path, 'w');
  return {
    write(bytes, at) {
      const dies = faults.step(true);
      writeSync(opened, dies ? bytes.subarray(0, bytes.length >> 1) : bytes, 0, undefined, at);
      if (dies) throw new Died();
      ftruncateSync(opened, at + bytes.length);
      return bytes.length;
    },
    close: () => closeSync(opened),
  };
}
