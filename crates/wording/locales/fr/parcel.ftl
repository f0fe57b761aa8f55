### Finding a parcel, and its page.
