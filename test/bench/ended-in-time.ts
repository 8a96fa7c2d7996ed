/** The values of those promises that resolve within the time; the others are not waited for any longer. */
export async function endedInTime<Value>(promises: Promise<Value>[], withinMs: number): Promise<Value[]> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, withinMs, undefined);
  });
  const ended = promises.map((promise) => Promise.race([promise.then((value) => ({ value })), tooLate]));
  const values = (await Promise.all(ended)).flatMap((entry) => (entry === undefined ? [] : [entry.value]));
  clearTimeout(timer);
  return values;
}
