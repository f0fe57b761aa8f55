// Who signs in: the people of the demo world, as `serve --demo` prints them.

export interface Person {
  email: string;
  password: string;
}
