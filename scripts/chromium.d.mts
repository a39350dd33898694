export const chromiumArgs: string[];
export const chromiumAdvice: string;
export function findChromium(): Promise<string | null>;
export function provideChromium(): Promise<string>;
