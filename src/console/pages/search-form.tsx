/** Finds tickets by what was said, who said it, or their number. */
export function SearchForm({ text = '' }: { text?: string }) {
  return (
    <search>
      <form class="search" action="/console/tickets">
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
      </form>
    </search>
  );
}
