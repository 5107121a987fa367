package org.kenh.operations.irrigation.field;

import java.util.List;

/** Keeps changed crops. All calls block on the database; {@link org.kenh.operations.OperationsException}: it failed. */
public interface CropStore {
    /** The newest version of each crop that was changed. */
    List<KeptCrop> newest();

    /** Of one crop, newest first. */
    List<KeptCrop> history(String crop, int limit);

    /** Keeps a version; false if it is not the one after the newest of its crop. */
    boolean add(KeptCrop crop);
}
