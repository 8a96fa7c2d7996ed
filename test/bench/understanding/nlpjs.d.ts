/** What of NLP.js the bench measures as it is installed. */

declare module '@nlpjs/basic' {
  interface Nlp {
    addDocument(locale: string, text: string, intent: string): void;
    train(): Promise<void>;
    process(locale: string, text: string): Promise<{ intent: string; score: number }>;
  }
  export function dockStart(options: object): Promise<{ get(name: 'nlp'): Nlp }>;
}
