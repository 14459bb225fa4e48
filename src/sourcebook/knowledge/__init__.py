"""Knowledge as files: actors, look-alikes, places, words; each loader checks what it reads."""
