"""The form engine: a form is data, and every form has back, skip, cancel, edit, resume and many answers at once."""
