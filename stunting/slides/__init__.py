"""What the hall sees of a view, as one record that screen, picture, PowerPoint, PDF and page file are made from."""
