/** Finds tickets by what was said, who said it, or their number. */
export function SearchForm() {
  return (
    <search>
      <form action="/console/tickets">
        <SearchField text="" />
      </form>
    </search>
  );
}

/** The field for words, with its button, for a form that may ask for more. */
export function SearchField({ text }: { text: string }) {
  return (
    <div class="search">
      <input
        type="text"
        name="text"
        value={text}
        maxlength={200}
        dir="auto"
        aria-label="Find tickets"
        placeholder="Find by words, customer or number"
      />
      <button type="submit" class="button">
        Find
      </button>
    </div>
  );
}
